/** Names of the files that the commands read and write. */
export interface CommandFiles {
	publicKey: string;
	keyMaterial: string;
	encryptedKey: string;
}

/** The file names that commands use by default. */
export const defaultCommandFiles: CommandFiles = {
	publicKey: 'PublicKey.der',
	keyMaterial: 'KeyMaterial.bin',
	encryptedKey: 'EncryptedKeyMaterial.bin'
};

/** What a command is for. */
export type CommandStep =
	| 'CHECK_VERSION'
	| 'SET_UP'
	| 'MAKE_KEY_MATERIAL'
	| 'SAVE_PROGRAM'
	| 'ENCRYPT'
	| 'ERASE_INTERMEDIATE';

/** One step that a person does in a terminal. */
export interface Command<Step extends CommandStep = CommandStep> {
	step: Step;
	/** lines for the terminal; for SAVE_PROGRAM a program */
	text: string;
	/** the name under which the program is saved */
	file?: string;
}
