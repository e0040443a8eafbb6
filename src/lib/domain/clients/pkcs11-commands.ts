import { eraseParts, joinParts, opensslOaep } from './openssl-commands.ts';
import { defaultCommandFiles as files, type Command } from './wrapping-command.ts';
import { isHybrid, oaepHash, type WrappingAlgorithm } from '../import/wrapping.ts';
import { overLines, type Terminal } from './terminal.ts';

const tool = 'pkcs11-tool --module "$MODULE" --token-label "$TOKEN" --login';
/** “Airlock”, in hex: an id that no object of the token has. */
const wrappingId = '4169726c6f636b';

/**
 * The commands of OpenSC and OpenSSL 3 for key material that stays in a PKCS #11 token, in order.
 *
 * One RSA block is made by the token, with CKM_RSA_PKCS_OAEP: OpenSC 0.27 or later passes its hashes. For two parts the
 * token wraps under an AES key that OpenSSL makes and encrypts; any OpenSC since 0.23 does that, whatever hash the
 * token's own OAEP has.
 */
export function pkcs11Commands(algorithm: WrappingAlgorithm, terminal: Terminal): Command[] {
	const hybrid = isHybrid(algorithm);
	const [hash, mask] =
		oaepHash(algorithm) === 'SHA-1' ? ['SHA-1', 'MGF1-SHA1'] : ['SHA256', 'MGF1-SHA256'];
	const wrap = (mechanism: string, output: string) =>
		overLines(terminal, [
			`${tool} --wrap --mechanism ${mechanism}`,
			`--id ${wrappingId} --application-id "$KEY_ID" --output-file ${output}`
		]);
	const bring = (file: string, type: string) =>
		overLines(terminal, [
			`${tool} --write-object ${file} --type ${type}`,
			`--id ${wrappingId} --label airlock-wrapping --usage-wrap`
		]);
	const forget = (type: string) => `${tool} --delete-object --type ${type} --id ${wrappingId}`;
	const modules: Record<Terminal, string> = {
		BASH: '/path/to/the/pkcs11-module.so',
		ZSH: '/path/to/the/pkcs11-module.dylib',
		POWERSHELL: 'C:\\path\\to\\the\\pkcs11-module.dll'
	};
	const assign = (name: string, value: string) =>
		terminal === 'POWERSHELL' ? `$${name} = '${value}'` : `${name}=${value}`;
	const setUp = [
		assign('MODULE', modules[terminal]),
		assign('TOKEN', 'label-of-the-token'),
		assign('KEY_ID', 'id-of-the-key-in-hex'),
		// CKM_AES_KEY_WRAP_KWP of PKCS #11 3.0
		...(hybrid ? [assign('MECHANISM', '0x210B')] : []),
		'pkcs11-tool --module "$MODULE" --token-label "$TOKEN" --list-mechanisms'
	];
	return [
		{ step: 'CHECK_VERSION', text: 'opensc-tool --info' },
		{ step: 'SET_UP', text: setUp.join('\n') },
		{
			step: 'MAKE_KEY_MATERIAL',
			text: overLines(terminal, [
				`${tool} --keygen --key-type AES:32`,
				'--id "$KEY_ID" --label my-key --sensitive --extractable'
			])
		},
		{
			step: 'ENCRYPT',
			text: hybrid
				? [
						'openssl rand -out aes.key 32',
						bring('aes.key', 'secrkey --key-type AES:32'),
						wrap('"$MECHANISM"', 'key.wrapped'),
						opensslOaep(algorithm, files.publicKey, 'aes.key', 'aes.wrapped', terminal),
						joinParts(terminal, files.encryptedKey)
					].join('\n')
				: [
						bring(files.publicKey, 'pubkey'),
						wrap(`RSA-PKCS-OAEP --hash-algorithm ${hash} --mgf ${mask}`, files.encryptedKey)
					].join('\n')
		},
		{
			step: 'ERASE_INTERMEDIATE',
			text: hybrid ? `${forget('secrkey')}\n${eraseParts(terminal)}` : forget('pubkey')
		}
	];
}
