/** What helps after an error or refusal; the texts turn each into a button or a sentence. */
export type Remedy =
  | 'retry'
  | 'sign-in'
  | 'link-again'
  | 'check-connection'
  | 'check-server-address'
  | 'choose-another-file'
  | 'export-listing'
  | 'update-environment'
  | 'assistance-or-new-option'
  | 'free-disk-space'
  | 'restore-backup'
  | 'install-vault'
  | 'close-other-engine'
  | 'update-elo'
  | 'answer-question'
  | 'contact-support';
