import type { InstallerTarget } from './install-sh.js';

/** As one string of PowerShell, which takes typographic quotes for quotes too. */
const powerShellQuoted = (text: string): string => `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`;

/** For PowerShell 5 and newer, with the curl of Windows 10. */
export const installPs1 = ({
  url,
  isLocal,
}: InstallerTarget): string => `# Installs portal-tunnel, the client of the relay below. It runs on Node.js 20 or newer.
& {
  $ErrorActionPreference = 'Stop'
  $RelayUrl = ${powerShellQuoted(url)}
  $CurlOptions = @('-fsSL', '--proto', '=https'${isLocal ? ", '-k'" : ''})

  if (-not (Get-Command node -ErrorAction SilentlyContinue)) { throw 'Node.js 20 or newer is needed: https://nodejs.org' }
  if ([int]((node --version).TrimStart('v').Split('.')[0]) -lt 20) { throw 'Node.js 20 or newer is needed: https://nodejs.org' }

  $System = if ($env:PROCESSOR_ARCHITECTURE -eq 'ARM64') { 'windows-arm64' } else { 'windows-amd64' }
  $Folder = Join-Path $env:LOCALAPPDATA 'portal-tunnel'
  New-Item -ItemType Directory -Force -Path $Folder | Out-Null
  $New = Join-Path $Folder 'portal-tunnel.mjs.new'
  $Client = Join-Path $Folder 'portal-tunnel.mjs'

  & curl.exe @CurlOptions -o $New "$RelayUrl/api/install/bin/$System"
  if ($LASTEXITCODE -ne 0) { throw "The client could not be fetched from $RelayUrl." }
  $Expected = (& curl.exe @CurlOptions "$RelayUrl/api/install/bin/$System.sha256")
  if ($LASTEXITCODE -ne 0) { throw 'Its checksum could not be fetched.' }
  $Expected = ([string]$Expected).Split(' ')[0]
  if ($Expected.Length -ne 64 -or (Get-FileHash -Algorithm SHA256 -Path $New).Hash -ne $Expected) {
    Remove-Item -Force $New
    throw 'The checksum is wrong. Nothing was installed.'
  }
  Move-Item -Force $New $Client

  foreach ($Name in 'portal-tunnel', 'portal') {
    Set-Content -Encoding ASCII -Path (Join-Path $Folder "$Name.cmd") -Value '@node "%~dp0portal-tunnel.mjs" %*'
  }
  $Path = [Environment]::GetEnvironmentVariable('Path', 'User')
  if (($Path -split ';') -notcontains $Folder) {
    [Environment]::SetEnvironmentVariable('Path', "$Path;$Folder", 'User')
    $env:Path = "$env:Path;$Folder"
  }
  Write-Output "Installed $Client"
  Write-Output 'Publish what listens on port 3000:'
  Write-Output "  portal-tunnel expose 3000 --name demo --relay $RelayUrl"
}
`;
