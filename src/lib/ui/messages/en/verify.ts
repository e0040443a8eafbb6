/** About > Verify this build. */
export const verifyMessages = {
	title: 'Verify this build',
	about: 'About',
	what: 'The same source always gives the same files, byte for byte. So the files that run here can be compared with the published ones, or with those that you build yourself.',
	buildId: 'Build ID',
	buildIdIs: 'SHA-256 over the list of all files and their hashes.',
	hashing: 'Hashing the files that run here…',
	preparing: (percent: number) =>
		`The offline copy is still being made (${percent} %). Its files can be hashed once it is complete.`,
	noCopy: {
		LOOKING: 'Airlock is still looking for the offline copy.',
		NOT_SUPPORTED:
			'There is no offline copy here, and a page can’t read its own files: the policy forbids it to fetch anything. Open Airlock over https:// or at localhost, and not in a private window.',
		FAILED:
			'There is no offline copy here, since its files could not be kept. Reload the page to try again.'
	},
	hashingFailed: 'The offline copy could not be read.',
	files: (count: number) => `The ${count} files that run here`,
	filesHow:
		'Airlock has just hashed each of them in the offline copy. Every load of the app comes from there.',
	path: 'File',
	published: 'Published hash',
	publishedId: 'Published build ID',
	publishedHint: {
		BUILD: 'From the release notes: 64 hex digits, with or without spaces.',
		FILE: 'SHA-256 of airlock.html from the release notes: 64 hex digits, with or without spaces.'
	},
	compare: 'Compare',
	same: {
		BUILD: 'Same. This is the published build.',
		FILE: 'Same. This file is the published one.'
	},
	different: 'Different. Don’t use this copy for real keys.',
	differentNext:
		'First make sure that you compare with the hash of this version. If you do, get Airlock again from a place you trust.',
	noHash: 'Paste the published hash: 64 hex digits.',
	nothingToCompare: 'There is nothing to compare with yet: see above.',
	dropFirst: 'Drop the .html file above first.',
	thisFile: 'This file',
	ownFile: 'A page can’t read its own file. Drop the .html file here to hash it.',
	fileField: 'The .html file of Airlock',
	fileHash: 'SHA-256',
	copyFileHash: 'SHA-256 of the file',
	rebuild: 'Rebuild it yourself',
	rebuildHow:
		'With Node and the source of this version. Once the packages are there, no network is needed.',
	rebuildThen: 'Then check the files, and print the build ID:',
	singleFile: 'The single file has a hash of its own:',
	buildCommands: 'commands to build',
	checkCommands: 'commands to check',
	fileCommands: 'commands to check the single file',
	outside: 'Check from outside too',
	outsideWhy:
		'A malicious copy could show any hash on this page. Check with a tool that it can’t touch: hash the files that your server sends, or the file on your stick, on a computer you trust.'
};
