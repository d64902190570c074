import { folderLookJobs } from './folderLook.ts';
import { serveJobs } from './platform/serveJobs.ts';

serveJobs(folderLookJobs);
