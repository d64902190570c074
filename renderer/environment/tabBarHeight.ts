/** Pixels of the bar of tabs, which stays in sight while what is below it scrolls. */
export const tabBarHeight = 48;
