export {
  activationMail,
  confirmEmailMail,
  registrationMail,
  resetMail,
  securityMail,
  writeMail,
} from './mail-texts.ts';
export { MAIL_JOBS } from './mails.jobs.ts';
export { deleteOldMails, holdMail, queueMail, takeHeldMail } from './mails.service.ts';
export { startMailWorkers } from './mails.worker.ts';
