/**
 * electron-builder asks before it rebuilds and collects packages. Nothing of both is wanted: the app is bundled, and the
 * two native packages bring their binaries (Node-API) for every platform; `files` of electron-builder.yml takes those
 * of the platform that is packed for.
 * @returns always `false`: packages are seen to
 */
export async function beforeBuild(): Promise<false> {
  return false;
}
