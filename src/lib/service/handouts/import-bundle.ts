import { fromBase64, toBase64, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import type { Cmk, ImportParameters } from '#lib/domain/key/cmk.ts';
import { isMlDsa, isPair } from '#lib/domain/key/kinds.ts';
import { shortSetId, type KeyId } from '#lib/domain/ids.ts';
import { savedPrograms } from '#lib/domain/clients/client-commands.ts';
import { opensslCommands } from '#lib/domain/clients/openssl-commands.ts';
import { checkSums, terminals, type Terminal } from '#lib/domain/clients/terminal.ts';
import { defaultCommandFiles } from '#lib/domain/clients/wrapping-command.ts';
import { toPem } from '#lib/domain/pem.ts';
import { sha256 } from '#lib/crypto/sha256.ts';
import { storedZip } from './stored-zip.ts';

/** Names inside the zip, which the commands use. */
export const bundleFiles = {
	publicKeyDer: defaultCommandFiles.publicKey,
	publicKeyPem: 'PublicKey.pem',
	token: 'ImportToken.bin',
	tokenBase64: 'ImportToken.b64',
	sums: 'SHA256SUMS',
	howToEnglish: 'HOWTO.txt',
	howToChinese: 'HOWTO.zh-CN.txt'
} as const;

/**
 * All of one set of import parameters as a zip, the same bytes each time: public key (DER, PEM), token (binary,
 * Base64), HOWTO in two languages, programs of clients other than OpenSSL, SHA256SUMS.
 */
export async function importBundle(
	{ keyId, keySpec }: Pick<Cmk, 'keyId' | 'keySpec'>,
	keyName: string,
	parameters: ImportParameters
): Promise<{ FileName: string; File: Bytes }> {
	const publicKey = fromBase64(parameters.publicKey);
	const token = fromBase64(parameters.importToken);
	const expected = { ...parameters, keySpec };
	const files: Record<string, Bytes> = {
		[bundleFiles.publicKeyDer]: publicKey,
		[bundleFiles.publicKeyPem]: utf8(toPem('PUBLIC KEY', publicKey)),
		[bundleFiles.token]: token,
		[bundleFiles.tokenBase64]: utf8(toBase64(token) + '\n'),
		[bundleFiles.howToEnglish]: utf8(howTo(english, keyName, keyId, expected)),
		[bundleFiles.howToChinese]: utf8(howTo(chinese, keyName, keyId, expected))
	};
	for (const { fileName, text } of savedPrograms(parameters.wrappingAlgorithm, keySpec))
		files[fileName] = utf8(`${text}\n`);
	const sums = await Promise.all(
		Object.entries(files).map(async ([name, bytes]) => `${toHex(await sha256(bytes))}  ${name}\n`)
	);
	const set = shortSetId(parameters.setId).replace('·', '-');
	return {
		FileName: `airlock-import-${keyId.slice(0, 8)}-${set}.zip`,
		File: storedZip({ ...files, [bundleFiles.sums]: utf8(sums.join('')) })
	};
}

interface HowToWords {
	title: string;
	facts: (facts: {
		keyName: string;
		keyId: KeyId;
		set: string;
		algorithm: string;
		spec: string;
		validTo: string;
	}) => string[];
	check: string;
	terminals: Record<Terminal, string>;
	/** before the commands of PowerShell */
	inPowerShell: string;
	steps: Record<ReturnType<typeof opensslCommands>[number]['step'], string>;
	/** in place of the step for an AES-256 key */
	makePair: string;
	/** of ML-DSA */
	makeSeed: string;
	makeSecret: string;
	otherPrograms: string;
	last: string[];
}

function howTo(
	words: HowToWords,
	keyName: string,
	keyId: KeyId,
	{
		setId,
		wrappingAlgorithm,
		wrappingKeySpec,
		validTo,
		keySpec
	}: ImportParameters & Pick<Cmk, 'keySpec'>
): string {
	const facts = words.facts({
		keyName,
		keyId,
		set: shortSetId(setId),
		algorithm: wrappingAlgorithm,
		spec: wrappingKeySpec,
		validTo: new Date(validTo).toISOString()
	});
	const made = isPair(keySpec)
		? isMlDsa(keySpec)
			? words.makeSeed
			: words.makePair
		: keySpec === 'AES_256'
			? undefined
			: words.makeSecret;
	const programs = savedPrograms(wrappingAlgorithm, keySpec);
	const stepsIn = (terminal: Terminal) =>
		opensslCommands(wrappingAlgorithm, undefined, keySpec, terminal);
	const indented = (text: string) => text.split('\n').map((line) => `    ${line}`);
	const commands = stepsIn('BASH').flatMap(({ step, text }, index) => [
		`${index + 1}. ${(step === 'MAKE_KEY_MATERIAL' && made) || words.steps[step]}`,
		'',
		...indented(text),
		''
	]);
	const checks = terminals.flatMap((terminal) => [
		words.terminals[terminal],
		...indented(checkSums(terminal, bundleFiles.sums))
	]);
	return [
		words.title,
		'',
		...facts,
		'',
		words.check,
		'',
		...checks,
		'',
		...commands,
		words.inPowerShell,
		'',
		...stepsIn('POWERSHELL').flatMap(({ text }) => indented(text)),
		'',
		...(programs.length > 0
			? [words.otherPrograms, '', ...programs.map(({ run }) => `    ${run}`), '']
			: []),
		...words.last,
		''
	].join('\n');
}

const english: HowToWords = {
	title: 'How to encrypt your key material for this key',
	facts: ({ keyName, keyId, set, algorithm, spec, validTo }) => [
		`Key:            ${keyName} (${keyId})`,
		`Parameter set:  ${set}`,
		`Wrapping key:   ${spec}`,
		`Algorithm:      ${algorithm}`,
		`Valid until:    ${validTo}`
	],
	check: 'Check that these files are complete:',
	terminals: { BASH: 'Linux:', ZSH: 'macOS:', POWERSHELL: 'Windows, in PowerShell:' },
	inPowerShell: 'On Windows, in PowerShell, the same steps are:',
	steps: {
		CHECK_VERSION: 'You need OpenSSL 3.0 or later:',
		MAKE_KEY_MATERIAL:
			'Make 32 random bytes, unless KeyMaterial.bin is there already. Keep a copy: Airlock cannot give it back.',
		ENCRYPT:
			'Encrypt the key material. Every option matters: without rsa_oaep_md OpenSSL silently uses SHA-1.',
		ERASE_INTERMEDIATE: 'Erase the files needed in between:'
	},
	makePair:
		'Make a private key, or bring your own as KeyMaterial.bin: PKCS #8 in DER, without a password. Keep a copy: Airlock cannot give it back.',
	makeSeed:
		'Make the seed of the key, 32 random bytes, or bring your own as KeyMaterial.bin: the seed, or PKCS #8 in DER that has it, without a password. Keep a copy: Airlock cannot give it back.',
	makeSecret:
		'Make random bytes, or bring your own as KeyMaterial.bin: so many or more, 128 at most. Keep a copy: Airlock cannot give it back.',
	otherPrograms: 'Without OpenSSL, one of these encrypts KeyMaterial.bin in the same way:',
	last: [
		"Then open the key in Airlock, choose Import Key's Data, and select",
		`EncryptedKeyMaterial.bin and ${bundleFiles.token}.`
	]
};

const chinese: HowToWords = {
	title: '如何为此密钥加密您的密钥材料',
	facts: ({ keyName, keyId, set, algorithm, spec, validTo }) => [
		`密钥：      ${keyName}（${keyId}）`,
		`参数集：    ${set}`,
		`包装密钥：  ${spec}`,
		`加密算法：  ${algorithm}`,
		`有效期至：  ${validTo}`
	],
	check: '检查这些文件是否完整：',
	terminals: { BASH: 'Linux：', ZSH: 'macOS：', POWERSHELL: 'Windows（PowerShell）：' },
	inPowerShell: '在 Windows 的 PowerShell 中，同样的步骤是：',
	steps: {
		CHECK_VERSION: '需要 OpenSSL 3.0 或更高版本：',
		MAKE_KEY_MATERIAL:
			'生成 32 个随机字节，或将您自己的密钥材料保存为 KeyMaterial.bin。请自行保留副本：Airlock 无法将其交还给您。',
		ENCRYPT:
			'加密密钥材料。每个选项都不可省略：缺少 rsa_oaep_md 时，OpenSSL 会不加提示地使用 SHA-1。',
		ERASE_INTERMEDIATE: '删除中间文件：'
	},
	makePair:
		'生成私钥，或将您自己的私钥保存为 KeyMaterial.bin：DER 形式的 PKCS #8，不带密码。请自行保留副本：Airlock 无法将其交还给您。',
	makeSeed:
		'生成密钥的种子（32 个随机字节），或将您自己的保存为 KeyMaterial.bin：种子，或含种子的 DER 形式 PKCS #8，不带密码。请自行保留副本：Airlock 无法将其交还给您。',
	makeSecret:
		'生成随机字节，或将您自己的密钥材料保存为 KeyMaterial.bin：不少于这么多字节，最多 128 字节。请自行保留副本：Airlock 无法将其交还给您。',
	otherPrograms: '没有 OpenSSL 时，以下任一程序都能以同样的方式加密 KeyMaterial.bin：',
	last: [
		'然后在 Airlock 中打开该密钥，选择“导入密钥材料”，',
		`并选择 EncryptedKeyMaterial.bin 和 ${bundleFiles.token}。`
	]
};
