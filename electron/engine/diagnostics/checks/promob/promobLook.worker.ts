import { serveJobs } from '../../../platform/serveJobs.ts';
import { promobLookJobs } from './promobLookJobs.ts';

serveJobs(promobLookJobs);
