import { toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import {
	nextCommand,
	openBaoCommand,
	placeholdersIn,
	type CloudImport
} from '#lib/domain/wrap/cloud-commands.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import { slugOf } from '#lib/domain/wrap/wrap-targets.ts';
import { sha256 } from '#lib/crypto/sha256.ts';
import type { KeyComparison, NamedFile } from '../api/wrapping.ts';
import { cloudWords } from './cloud-words.ts';
import { storedZip } from './stored-zip.ts';

/**
 * All files for one service as a zip, the same bytes each time: the files, SHA256SUMS, and HOWTO in two languages.
 *
 * @param fingerprint - SHA-256 of the wrapping key, hex
 */
export async function wrapBundle(
	plan: CloudImport,
	files: readonly NamedFile[],
	comparison: KeyComparison,
	fingerprint: string,
	now: EpochMillis
): Promise<NamedFile> {
	const contents: Record<string, Bytes> = {
		...Object.fromEntries(files.map(({ FileName, File }) => [FileName, File])),
		'HOWTO.txt': utf8(howTo('en', plan, comparison, fingerprint, now)),
		'HOWTO.zh-CN.txt': utf8(howTo('zh-CN', plan, comparison, fingerprint, now))
	};
	const sums = await Promise.all(
		Object.entries(contents).map(
			async ([name, bytes]) => `${toHex(await sha256(bytes))}  ${name}\n`
		)
	);
	return {
		FileName: `wrapped-for-${slugOf(plan.target)}.zip`,
		File: storedZip({ ...contents, SHA256SUMS: utf8(sums.join('')) })
	};
}

const words = {
	en: {
		colon: ': ',
		title: (name: string) => `Key material, wrapped for ${name}`,
		facts: ['Wrapped at', 'Method', 'Wrapping key', 'Key type', 'Check value (KCV)'],
		hash: 'SHA-256 of the key material, first half',
		publicHash: 'SHA-256 of its public key (DER)',
		check: 'Check that these files are complete:',
		command: 'The next command:',
		placeholders: 'Replace with your own values:',
		console: 'In the console (names there can change):',
		deadline: 'Deadline:'
	},
	'zh-CN': {
		colon: '：',
		title: (name: string) => `为 ${name} 包装的密钥材料`,
		facts: ['包装时间', '方法', '包装密钥', '密钥类型', '校验值（KCV）'],
		hash: '密钥材料的 SHA-256，前一半',
		publicHash: '其公钥（DER）的 SHA-256',
		check: '检查这些文件是否完整：',
		command: '下一条命令：',
		placeholders: '请替换为您自己的值：',
		console: '在控制台中（名称可能会变）：',
		deadline: '期限：'
	}
} as const;

function howTo(
	language: 'en' | 'zh-CN',
	plan: CloudImport,
	comparison: KeyComparison,
	fingerprint: string,
	now: EpochMillis
): string {
	const text = words[language];
	const cloud = cloudWords[language][plan.target];
	const [wrappedAt, method, wrappingKey, keyType, kcv] = text.facts;
	const commands = [nextCommand(plan), openBaoCommand(plan)].filter((one) => one !== undefined);
	const placeholders = placeholdersIn(commands[0] ?? '');
	const compared =
		comparison.Kind === 'PRIVATE_KEY'
			? [`${text.publicHash}${text.colon}${comparison.PublicKeySha256}`]
			: [
					...(comparison.KeyCheckValue.kcv === null
						? []
						: [`${kcv}${text.colon}${comparison.KeyCheckValue.kcv.toUpperCase()}`]),
					`${text.hash}${text.colon}${comparison.KeyCheckValue.sha256Prefix}`
				];
	return [
		text.title(cloud.name),
		'',
		`${wrappedAt}${text.colon}${new Date(now).toISOString()}`,
		`${method}${text.colon}${plan.method}`,
		`${wrappingKey}${text.colon}RSA-${plan.modulusBits}, SHA-256 ${fingerprint}`,
		`${keyType}${text.colon}${plan.keySpec}`,
		...compared,
		'',
		text.check,
		'',
		'    sha256sum -c SHA256SUMS',
		'',
		...(commands.length === 0 ? [] : [text.command, '']),
		...commands.flatMap((command) => [...command.split('\n').map((line) => `    ${line}`), '']),
		...(placeholders.length === 0 ? [] : [`${text.placeholders} ${placeholders.join(', ')}`, '']),
		text.console,
		'',
		`    ${cloud.next}`,
		'',
		...(cloud.deadline === '' ? [] : [`${text.deadline} ${cloud.deadline}`, ''])
	].join('\n');
}
