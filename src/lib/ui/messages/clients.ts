import type { WrappingClient } from '#lib/domain/clients/client-commands.ts';
import type { Terminal } from '#lib/domain/clients/terminal.ts';
import { inEachLanguage } from './texts.ts';

type Names = Record<WrappingClient, string>;

/** As they call themselves, in every language. */
export const clientNames: Names = {
	OPENSSL: 'OpenSSL',
	PYTHON: 'Python',
	NODE: 'Node.js',
	JAVA: 'Java',
	GO: 'Go',
	PKCS11_TOOL: 'pkcs11-tool'
};
/** The systems that have them, and they themselves. */
export const terminalNames: Record<Terminal, string> = {
	BASH: 'Linux (bash)',
	ZSH: 'macOS (zsh)',
	POWERSHELL: 'Windows (PowerShell)'
};
/** What has the version that is asked for. */
export const clientProducts: Names = {
	...clientNames,
	PYTHON: 'cryptography',
	JAVA: 'JDK',
	PKCS11_TOOL: 'OpenSC'
};

/** The programs that encrypt key material elsewhere. */
export const clientMessages = inEachLanguage('clientMessages');
