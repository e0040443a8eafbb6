import type { certificateMessages as English } from '../en/certificate.ts';
import type { Translation } from '../messages.ts';

/** 证书请求与自签名证书。 */
export const certificateMessages: Translation<typeof English> = {
	lead: '为此密钥向证书颁发机构申请证书，或用密钥自身签署一份，用于自建的证书颁发机构。Airlock 只签署这两种，不签署他人的证书请求。',
	what: '要创建的内容',
	request: '证书请求（PKCS #10）',
	selfSigned: '自签名证书',

	subject: '证书主体',
	parts: {
		CommonName: '通用名称（CN）',
		Organization: '组织（O）',
		OrganizationalUnit: '部门（OU）',
		Locality: '城市（L）',
		State: '省份（ST）',
		Country: '国家或地区（C）'
	},
	commonNameHint: '例如 Example Root CA G1。',
	countryHint: '两个字母，例如 CN。',
	noSubject: '请至少填写其中一项，例如通用名称。',
	faults: {
		EMPTY: '请填写内容，或完全留空。',
		TOO_LONG: (most) => `最多 ${most} 个字符。`,
		NOT_TWO_LETTERS: '请输入 ISO 3166 的两个字母，例如 CN、US 或 CH。',
		CONTROL_CHARACTER: '其中有看不见的字符，例如换行。请重新输入。',
		SPACE_AT_END: '请删去前后的空格。'
	},

	names: '证书适用的名称',
	namesHint:
		'每行一个：DNS 名称（也可以是 *.a.example）、IP 地址或电子邮件地址。服务器需要它们；证书颁发机构没有。',
	wrongName: (line) =>
		`第 ${line} 行不是 DNS 名称、IP 地址或电子邮件地址。请不要写 https:// 和端口；含其他文字的名称请写成 xn--…。`,
	noNamesOfAuthority:
		'证书颁发机构的证书不含这些名称。请删除它们，或取消选择“用于证书颁发机构（CA）”。',
	tooManyNames: (most) => `最多 ${most} 个名称。`,

	authority: '用于证书颁发机构（CA）',
	authorityHint:
		'证书允许密钥签署证书和吊销列表（keyCertSign、cRLSign）。不选时，证书允许它作其他签名（digitalSignature）。',
	pathLength: '其下级证书颁发机构的层数上限',
	pathLengthHint: '0：不签署其他证书颁发机构。留空：不限。',
	wrongPathLength: '请输入 0 到 9 的数字，或留空。',

	days: '有效期（天）',
	daysHint: '从现在起。3650 天约为十年。',
	wrongDays: (most) => `请输入 1 到 ${most} 的数字。`,

	makeRequest: '创建请求',
	makeCertificate: '创建证书',
	requestMade: (key) => `已用 ${key} 创建证书请求。`,
	certificateMade: (key) => `已用 ${key} 创建证书。`,
	requestNext: '请把它发给证书颁发机构。其中有公钥和您填写的内容，没有秘密。',
	certificateNext: '可以随意分发；在信任它的每一处，都请核对指纹。Airlock 不保存它：请现在就保存。',
	requestWhat: '证书请求',
	certificateWhat: '证书',
	save: (file) => `保存为 ${file}`,
	serialNumber: '序列号',
	fingerprint: '指纹（SHA-256）',
	validFrom: '生效时间',
	validUntil: '失效时间',
	checkLead: (file) => `使用 OpenSSL 3，在存有 ${file} 的文件夹中运行：`,
	checkWhat: '检查命令',
	mlDsa: 'ML-DSA 需要 OpenSSL 3.5 或更高版本。',
	link: '证书…'
};
