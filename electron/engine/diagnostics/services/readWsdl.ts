import { readXml } from './readXml.ts';

/** What a web service says of itself. */
export interface Wsdl {
  readonly service: string | null;
  readonly targetNamespace: string;
  readonly operations: readonly string[];
  /** `SOAPAction` by operation. */
  readonly actions: Readonly<Record<string, string>>;
  /** Where it says that it is called; behind a router often an inner name. */
  readonly address: string | null;
  /** Further parts of the description, as they are named. */
  readonly imports: readonly string[];
}

/** More is no service that a person configures. */
const mostOperations = 500;

/**
 * A description of a web service (WSDL 1.1).
 * @returns `null` where it is something else
 * @throws EloError `xml-…` where it is no sound XML
 */
export function readWsdl(bytes: Uint8Array): Wsdl | null {
  const operations = new Set<string>();
  const actions: Record<string, string> = {};
  const imports: string[] = [];
  let root: string | null = null;
  let targetNamespace = '';
  let service: string | null = null;
  let address: string | null = null;
  let operation: string | null = null;
  readXml(bytes, {
    open(name, attributes, path) {
      if (root === null) {
        root = name;
        targetNamespace = attributes.get('targetNamespace') ?? '';
      }
      const inside = path.at(-1);
      if (name === 'operation' && (inside === 'portType' || inside === 'binding')) {
        operation = attributes.get('name')?.slice(0, 200) ?? null;
        if (operation !== null && operations.size < mostOperations) operations.add(operation);
      } else if (name === 'operation' && inside === 'operation' && operation !== null) {
        const action = attributes.get('soapAction');
        if (action !== undefined) actions[operation] = action.slice(0, 500);
      } else if (name === 'service') service ??= attributes.get('name')?.slice(0, 200) ?? null;
      else if (name === 'address') address ??= attributes.get('location')?.slice(0, 500) ?? null;
      else if (name === 'import' && inside === 'definitions') {
        const location = attributes.get('location');
        if (location !== undefined && imports.length < 10) imports.push(location.slice(0, 500));
      }
      return false;
    },
  });
  if (root !== 'definitions') return null;
  return { service, targetNamespace, operations: [...operations], actions, address, imports };
}
