import { KmsError } from '#lib/domain/errors.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import type { EncryptionContext } from '#lib/domain/key/encryption-context.ts';
import { longestHeader } from '#lib/domain/message/header.ts';
import type { Handle } from '#lib/service/api.ts';
import type { FileRequest, FileTarget } from '#lib/service/worker/worker-protocol.ts';
import { bytesOfFile } from '../platform/read-file.ts';
import type { Chosen } from './chosen-folder.ts';

/** What is to be done with a file. */
export type FileWork =
	| { kind: 'ENCRYPT'; keyId: string; context: EncryptionContext }
	| ({ kind: 'DECRYPT' } & Allowance)
	/** the encryption context stays */
	| ({ kind: 'RE_ENCRYPT'; keyId: string } & Allowance);

interface Allowance {
	/** for this file, whose suite has no key commitment */
	allowWithoutCommitment?: boolean;
}

/** What the engine has said of a file that it has begun. */
export interface BegunFile {
	/** the name of the job in the log */
	job: string;
	/** the CMK; where there are two, the new one */
	keyId: KeyId;
	/** the CMK that it was encrypted with before */
	oldKeyId?: KeyId;
	context: EncryptionContext;
	requestFor: (target: FileTarget) => FileRequest;
}

/**
 * Asks the engine for what a file is encrypted or decrypted with.
 *
 * @throws {@link KmsError} as EncryptFile, DecryptFile and ReEncryptFile
 */
export async function beginFileJob(
	handle: Handle,
	file: Chosen,
	work: FileWork
): Promise<BegunFile> {
	const { kind } = work;
	if (kind === 'ENCRYPT') {
		const { keyId, context } = work;
		const answer = await handle('EncryptFile', {
			KeyId: keyId,
			Bytes: file.size,
			EncryptionContext: context
		});
		const content = file instanceof File ? file : file.members;
		const request = { kind, file: content, header: answer.Header, key: answer.BodyKey };
		return {
			...{ job: answer.Job, keyId: answer.KeyId, context },
			requestFor: (target) => ({ ...request, target })
		};
	}
	// A folder is no encrypted file.
	if (!(file instanceof File))
		throw new KmsError('InvalidEncryptedFile', { reason: 'NOT_ENCRYPTED' });
	const start = await bytesOfFile(file.slice(0, longestHeader));
	const allowed = { AllowWithoutCommitment: work.allowWithoutCommitment === true };
	if (kind === 'DECRYPT') {
		const answer = await handle('DecryptFile', { Header: start, ...allowed });
		const request = {
			...{ kind, file, key: answer.BodyKey },
			header: start.slice(0, answer.HeaderBytes)
		};
		return {
			...{ job: answer.Job, keyId: answer.KeyId, context: answer.EncryptionContext },
			requestFor: (target) => ({ ...request, target })
		};
	}
	const answer = await handle('ReEncryptFile', {
		Header: start,
		DestinationKeyId: work.keyId,
		...allowed
	});
	const request = {
		...{ kind, file },
		header: start.slice(0, answer.HeaderBytes),
		key: answer.SourceBodyKey,
		newHeader: answer.Header,
		newKey: answer.BodyKey,
		checkKey: answer.CheckKey
	};
	return {
		...{ job: answer.Job, keyId: answer.KeyId, oldKeyId: answer.SourceKeyId },
		context: answer.EncryptionContext,
		requestFor: (target) => ({ ...request, target })
	};
}
