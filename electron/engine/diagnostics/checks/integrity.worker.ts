import { serveJobs } from '../../platform/serveJobs.ts';
import { integrityJobs } from './integrityJobs.ts';

serveJobs(integrityJobs);
