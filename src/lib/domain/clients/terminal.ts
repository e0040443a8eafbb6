/** Where people type commands; each spells the same commands in its own way. */
export const terminals = ['BASH', 'ZSH', 'POWERSHELL'] as const;
/** bash as on Linux, zsh as on macOS, or PowerShell as on Windows, 5.1 or later. */
export type Terminal = (typeof terminals)[number];

/** @returns the terminal that a system most likely has */
export function terminalOf(platform: string): Terminal {
	if (/^win/i.test(platform)) return 'POWERSHELL';
	return /^(mac|iphone|ipad)/i.test(platform) ? 'ZSH' : 'BASH';
}

/** @returns one command over several lines */
export const overLines = (terminal: Terminal, parts: readonly string[]): string =>
	parts.join(terminal === 'POWERSHELL' ? ' `\n  ' : ' \\\n  ');

/** @returns an expression of PowerShell, or a command of the others, that gives the bytes of a file as hex */
export const hexOf = (terminal: Terminal, file: string): string =>
	terminal === 'POWERSHELL'
		? `([BitConverter]::ToString([IO.File]::ReadAllBytes("$PWD\\${file}")) -replace '-').ToLower()`
		: `od -An -v -tx1 ${file} | tr -d ' \\n'`;

/** @returns the command that joins two files; PowerShell’s own > would make UTF-16 text of them */
export const join = (terminal: Terminal, first: string, second: string, whole: string): string =>
	terminal === 'POWERSHELL'
		? `cmd /c copy /b /y ${first}+${second} ${whole}`
		: `cat ${first} ${second} > ${whole}`;

/** @returns two programs, what the first writes going into the second; PowerShell before 7.4 takes that for text */
export const piped = (terminal: Terminal, first: string, second: string): string =>
	terminal === 'POWERSHELL' ? `cmd /c "${first} | ${second}"` : `${first} \\\n  | ${second}`;

/** @returns the command for where the file isn't there yet; else nothing is done */
export const unlessThere = (terminal: Terminal, file: string, command: string): string =>
	terminal === 'POWERSHELL'
		? `if (-not (Test-Path ${file})) { ${command} }`
		: `[ -e ${file} ] || ${command}`;

export const remove = (terminal: Terminal, files: readonly string[]): string =>
	terminal === 'POWERSHELL' ? `Remove-Item ${files.join(', ')}` : `rm ${files.join(' ')}`;

/** @returns the text of a file as one word of a command */
export const textOf = (terminal: Terminal, file: string): string =>
	terminal === 'POWERSHELL' ? `"$(Get-Content ${file})"` : `"$(cat ${file})"`;

/** @returns the command that prints the SHA-256 of a file */
export function sha256Of(terminal: Terminal, file: string): string {
	const commands: Record<Terminal, string> = {
		BASH: 'sha256sum ',
		ZSH: 'shasum -a 256 ',
		POWERSHELL: 'Get-FileHash -Algorithm SHA256 '
	};
	return commands[terminal] + file;
}

/** @returns the command that compares files with a list of their hashes, as `sha256sum` writes it */
export const checkSums = (terminal: Terminal, list: string): string =>
	terminal === 'POWERSHELL'
		? [
				`Get-Content ${list} | ForEach-Object {`,
				"  $sum, $name = $_ -split '  ', 2",
				'  $is = (Get-FileHash -Algorithm SHA256 -LiteralPath $name).Hash',
				"  \"${name}: $(if ($is -eq $sum) { 'OK' } else { 'FAILED' })\"",
				'}'
			].join('\n')
		: sha256Of(terminal, `-c ${list}`);

/** @returns the command that writes random bytes, never over a file that is there */
export const randomBytes = (terminal: Terminal, file: string, length: number): string =>
	terminal === 'POWERSHELL'
		? [
				`$bytes = [byte[]]::new(${length})`,
				'[Security.Cryptography.RandomNumberGenerator]::Create().GetBytes($bytes)',
				`$file = [IO.File]::Open("$PWD\\${file}", 'CreateNew')`,
				`$file.Write($bytes, 0, ${length}); $file.Close()`
			].join('\n')
		: `set -o noclobber; head -c ${length} /dev/urandom > ${file}`;
