/**
 * The one way into the engine: `handle(operation, request)`. Requests and answers are plain values that survive a
 * structured clone. Names are those of the AWS and Alibaba KMS APIs where these have one. Times are milliseconds since
 * 1970; a `KeyId` in a request is a key id or an alias (`alias/payments-master`).
 *
 * Each area of operations has a file in `api/`: the rules of its requests, its answers, and which bytes are secret.
 */
import type { Operation } from '#lib/domain/vault/operation.ts';
import type { CertificateAnswers, certificateRequests } from './api/certificates.ts';
import type { ImportAnswers, importRequests } from './api/import.ts';
import type { KeyAnswers, keyRequests } from './api/keys.ts';
import type { RotationAnswers, rotationRequests } from './api/rotation.ts';
import type { RequestOf } from './api/rules.ts';
import type { SignAnswers, signRequests } from './api/sign.ts';
import type { UseAnswers, useRequests } from './api/use.ts';
import type { VaultAnswers, vaultRequests } from './api/vault.ts';
import type { WrappingAnswers, wrappingRequests } from './api/wrapping.ts';

type Requests = typeof vaultRequests &
	typeof keyRequests &
	typeof rotationRequests &
	typeof importRequests &
	typeof wrappingRequests &
	typeof useRequests &
	typeof signRequests &
	typeof certificateRequests;
type Answers = VaultAnswers &
	KeyAnswers &
	RotationAnswers &
	ImportAnswers &
	WrappingAnswers &
	UseAnswers &
	SignAnswers &
	CertificateAnswers;

type AllOperations = {
	[Name in Operation]: { request: RequestOf<Requests[Name]>; response: Answers[Name] };
};
/**
 * Every operation, with its request and its answer. One that no area has is an error of types here. An interface, so that
 * TypeScript knows each request while it infers which operation a call means.
 */
export interface Operations extends AllOperations {}
/** The request of an operation. */
export type Request<Name extends Operation> = Operations[Name]['request'];
/** The answer of an operation. */
export type Response<Name extends Operation> = Operations[Name]['response'];

/**
 * The one way in.
 *
 * @param signal - gives up what takes long and changes nothing (FindKeyMaterial): it is refused with `Cancelled`.
 * Other operations go on to their end
 */
export type Handle = <Name extends Operation>(
	operation: Name,
	request: Request<Name>,
	signal?: AbortSignal
) => Promise<Response<Name>>;

/** What the vault worker tells the page without being asked. */
export type VaultEvent =
	/** something changed, here or in another tab: read again */
	| { type: 'changed' }
	/**
	 * the vault is locked, here or by another tab, because what is at rest no longer is what was opened, or because its
	 * worker broke down, which the page says itself
	 */
	| {
			type: 'locked';
			reason: 'PERSON' | 'OTHER_TAB' | 'IDLE' | 'DAMAGED' | 'WORKER_FAILED';
			/** the page is not to be loaded anew: another tab is about to put a newer release in its place */
			staying?: boolean;
	  }
	/** 0 to 1, while the passphrase is worked on */
	| { type: 'passphraseProgress'; fraction: number }
	/** input in any tab: every tab's idle time starts again */
	| { type: 'activity' };
