/** The pages of the practice scenarios. */
export const learnMessages = {
	title: 'Practice',
	scenarioTitle: (title: string) => `${title} · Practice`,
	lead: 'Try out eight things that happen when people import keys, where nothing can break. Airlock ticks a step when the log shows that you have done it.',
	outside:
		'The scenarios run in a practice vault: a throw-away one in this page’s memory, with a clock that can skip ahead. It never touches your own vault, which stays locked meanwhile.',
	all: 'All scenarios',
	importNow: 'Import Key’s Data',
	progress: (done: number, steps: number) => `${done} of ${steps} steps`,
	finished: 'Done',
	goal: 'Goal:',
	steps: 'Steps',
	stepDone: 'done',
	stepOpen: 'still to do',
	complete: 'You have done all the steps. Begin again, or go on with another scenario.',
	begin: 'Begin',
	beginWithFiles: 'Begin and save the scenario files',
	again: 'Begin again',
	filesHint: 'Files are saved as one zip. Unpack it to choose them one by one.',
	saved: (fileName: string) => `Scenario files saved to ${fileName}.`,
	places: {
		FILES: '',
		IMPORT: 'Open the import',
		KEY: 'Use the key',
		SETTINGS: 'Open Settings',
		WRAP: 'Open Wrap for AWS',
		CLOUD: 'Choose the file for AWS',
		CLOCK: 'Skip ahead 24 hours',
		NEW_COMPUTER: 'Go to a new computer',
		OPEN_FILE: 'Open a vault file'
	},
	cloudRefused: 'AWS could not open this file. Choose the encrypted key that Airlock saved.',
	scenarios: {
		import: {
			title: 'Import in the app',
			goal: 'Give the key practice-key its key material, with both halves of the import in Airlock.',
			steps1: 'Create parameters: a public key and an import token.',
			steps2: 'Let Airlock make key material and encrypt it.',
			steps3: 'Confirm. The key is enabled.',
			steps4: ''
		},
		openssl: {
			title: 'Import with OpenSSL',
			goal: 'Encrypt key material on the command line, as on another computer, and import it.',
			steps1: 'Create parameters for “On another computer”.',
			steps2: 'Download them, and run the commands that are shown.',
			steps3: 'Choose EncryptedKeyMaterial.bin and ImportToken.bin, and confirm.',
			steps4: ''
		},
		sha1: {
			title: 'The SHA-1 mistake',
			goal: 'Someone left out the hash, and OpenSSL used SHA-1. See what that looks like, and fix it.',
			steps1: 'Save the scenario files.',
			steps2: 'Import EncryptedKeyMaterial-sha1.bin with ImportToken.bin. It is refused: read why.',
			steps3:
				'Import EncryptedKeyMaterial-sha256.bin, which the right command makes, or encrypt KeyMaterial.bin yourself.',
			steps4: 'Encrypt something with the key.'
		},
		'old-token': {
			title: 'Token from an older download',
			goal: 'Parameters were created twice, and the first token is still lying around.',
			steps1: 'Save the scenario files.',
			steps2: 'Import EncryptedKeyMaterial.bin with ImportToken-old.bin. It is refused: read why.',
			steps3: 'Put ImportToken-new.bin in its place, and confirm.',
			steps4: 'Encrypt something with the key.'
		},
		expiry: {
			title: 'Key material expires, import again',
			goal: 'See a key stop working at its time, and bring it back with your copy.',
			steps1: 'Save the scenario files: KeyMaterial.bin is your copy.',
			steps2: 'Encrypt something with the key.',
			steps3: 'Skip ahead 24 hours. The key material is erased.',
			steps4: 'Import KeyMaterial.bin again. The key works as before.'
		},
		'other-material': {
			title: 'Other key material is refused',
			goal: 'A key is bound to its first key material. See what happens with another.',
			steps1: 'Save the scenario files.',
			steps2:
				'Import EncryptedKeyMaterial-other.bin with ImportToken.bin. It is refused: read why.',
			steps3: 'Import EncryptedKeyMaterial-same.bin instead.',
			steps4: 'Encrypt something with the key.'
		},
		aws: {
			title: 'Wrap for AWS',
			goal: 'Encrypt key material for AWS KMS with the files that AWS hands out.',
			steps1: 'Save the scenario files: the public key and the token, as AWS has them.',
			steps2: 'Wrap key material for AWS with WrappingPublicKey.bin, and save the result.',
			steps3: 'Hand the encrypted key to AWS. This page plays the part of AWS.',
			steps4: ''
		},
		'new-computer': {
			title: 'Restore on a new computer',
			goal: 'Take a vault to another computer in a vault file.',
			steps1: 'Save a vault file, and check it.',
			steps2: 'Go to a new computer: there is no vault on it.',
			steps3:
				'Open the vault file there. The passphrase of the practice vault is: practice makes perfect',
			steps4: ''
		}
	}
};
