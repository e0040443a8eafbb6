import { headersFor } from './headers.ts';

/**
 * The page in place of the app when its files are gone and the host has no longer the same. The vault is not among
 * them: it must not be thrown away by way of repair.
 */
export function copyIsLost(): Response {
	return new Response(html, { status: 503, headers: headersFor('index.html') });
}

const html = `<!doctype html>
<html lang="en">
	<head>
		<meta charset="utf-8" />
		<meta name="viewport" content="width=device-width, initial-scale=1" />
		<meta name="color-scheme" content="light dark" />
		<title>Airlock</title>
	</head>
	<body>
		<h1>This browser has lost its copy of Airlock</h1>
		<p>
			The server has no longer the same version, or can’t be reached. Your vault is kept apart and is still here.
			<strong>Don’t clear the data of this site: that would delete the vault.</strong>
		</p>
		<p>
			Connect to the server and reload past the copy: hold Shift and press Reload. You are then asked whether to
			go on with the version that the server has.
		</p>
		<div lang="zh-CN">
			<h2>此浏览器丢失了 Airlock 的副本</h2>
			<p>
				服务器上已不是同一版本，或者无法连接。您的保管库单独存放，仍在这里。
				<strong>请勿清除此网站的数据：那会删除保管库。</strong>
			</p>
			<p>请连接服务器，并按住 Shift 键点击“重新加载”以绕过副本。随后会询问您是否使用服务器上的版本。</p>
		</div>
	</body>
</html>
`;
