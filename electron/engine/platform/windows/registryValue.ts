/** One value: its name as written, its type and its data as `reg.exe` prints them (`0x1`, text). */
export interface RegistryValue {
  readonly name: string;
  readonly type: string;
  readonly data: string;
}
