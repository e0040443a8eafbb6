/** What a page of the build names in its head: scripts, styles, icons and the manifest. */
const named = /<link\s[^>]*href="([^"]+)"/g;

/**
 * The files that a page asks for first, read and hashed while the browser still makes a process for the page. Each is
 * kept until it is asked for, or until another page is opened.
 */
export class FilesAhead {
	readonly #read: (path: string) => Promise<Response | undefined>;
	#files = new Map<string, Promise<Response | undefined>>();

	/** @param read - reads one file of the release by its path, and does not throw */
	constructor(read: (path: string) => Promise<Response | undefined>) {
		this.#read = read;
	}

	/**
	 * Begins to read what the page names, in its head or in a `Link` header.
	 *
	 * @param folder - the address of the folder that the release lies in
	 */
	async begin(page: Response, folder: string): Promise<void> {
		const header = /<(.+)>/.exec(page.headers.get('Link') ?? '');
		const html = await page.text();
		const addresses = [...html.matchAll(named), ...(header ? [header] : [])].map(
			([, href = '']) => new URL(href, folder).href
		);
		const paths = addresses.flatMap((address) =>
			address.startsWith(folder) ? address.slice(folder.length) : []
		);
		this.#files = new Map(paths.map((path) => [path, this.#read(path)]));
	}

	/** @returns the file, read before or read now; undefined where it can't be had */
	take(path: string): Promise<Response | undefined> {
		const file = this.#files.get(path);
		this.#files.delete(path);
		return file ?? this.#read(path);
	}
}
