/** Goes through the pages of signing in as a person in a browser would. Usage: URL USERNAME PASSWORD */
import { signInByForm } from '../sandbox/signInByForm.ts';

const [url = '', username = '', password = ''] = process.argv.slice(2);
process.stdout.write(`${await signInByForm(url, username, password)}\n`);
