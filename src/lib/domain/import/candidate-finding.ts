import type { RecoveryFault } from '../errors.ts';
import type { KeyCheckValue } from '../key/cmk.ts';
import type { ReadStep } from '../reading/reading.ts';
import type { KeyId } from '../ids.ts';
import type { Combination } from '../reading/key-combinations.ts';
import type { ContainerForm } from '../reading/container-groups.ts';

/** What a file is to a CMK whose key material is looked for; never anything of its content. */
export type CandidateFinding =
	/** the key material, or a file that holds it in `form`, after `steps` */
	| {
			is: 'HOLDS_IT';
			steps: readonly ReadStep[];
			form: 'BYTES' | 'HEX' | 'BASE64' | 'LINE_BREAK' | 'IN_TEXT';
	  }
	/** the key material, once values of the file are put together or apart; verified like any other */
	| { is: 'HOLDS_IT_IN_PARTS'; combination: Combination }
	/** the key material, in the text of printed shares of which enough are there */
	| { is: 'HOLDS_IT_IN_SHARES' }
	/** text of printed shares that don't give key material; set: as it stands on the sheets, of shares of one set */
	| { is: 'SHARES'; fault: RecoveryFault; set: string | undefined }
	/** several values of the length of key material, none of which it is; combined: nor two or three of them by XOR */
	| { is: 'OTHER_VALUES'; count: number; combined: boolean }
	/** nothing but a value of half the length */
	| { is: 'HALF' }
	/** an encrypted key file that this vault can still open, with the key material inside */
	| { is: 'HOLDS_IT_ENCRYPTED' }
	/** the key material of another CMK of this vault */
	| { is: 'OTHER_KEY'; keyId: KeyId }
	| { is: 'OTHER_MATERIAL'; found: KeyCheckValue | null }
	/** an age file: only its passphrase can tell */
	| { is: 'ENCRYPTED_COPY' }
	/** what another program made */
	| { is: 'CONTAINER'; form: ContainerForm }
	| { is: 'ENCRYPTED_KEY' | 'PRIVATE_KEY' | 'PUBLIC_KEY' | 'TOKEN' | 'NOT_UNPACKED' }
	| { is: 'EMPTY' | 'TOO_LARGE' | 'NO_KEY' };
