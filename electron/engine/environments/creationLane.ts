/** Customers, projects and environments are made in the order they were asked for: what depends on another comes later. */
export const creationLane = 'creation';
