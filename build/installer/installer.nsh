; What the installer does beside its files. Elo's data (%APPDATA%\Elo) is never touched.

!macro customUnInstall
  ; What Elo wrote while it ran: start with Windows, links, the activation of its toasts, the shortcut that carries it.
  ${ifNot} ${isUpdated}
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "${APP_ID}"
    DeleteRegKey HKCU "Software\Classes\elo"
    DeleteRegKey HKCU "Software\Classes\CLSID\{6C1F0E0B-6B0A-4E0C-9B0B-3A1D5E2C7F41}"
    SetShellVarContext current
    Delete "$SMPROGRAMS\Elo.lnk"
    ${if} $installMode == "all"
      SetShellVarContext all
    ${endIf}
  ${endIf}
!macroend
