/**
 * Airlock's own list of short common English words, 3 to 6 letters each. There are 1024, so that each word that is
 * drawn adds exactly 10 bits and a random number of 16 bits draws all of them equally often. The short lists of the EFF
 * have 1296 words (10.3 bits each), so that four dice choose one. Words that begin with the same two letters stand
 * behind them: `ac orn re tor` are acorn, acre and actor.
 */
export const passphraseWords: readonly string[] = `
	ab le
	ac orn re tor
	ad mit opt ult
	af ter
	ag ain ent ree
	ah ead
	ai m r
	al arm bum ert ley low one
	am ber ple
	an gle kle t
	ap ple
	ar ch ea ena m my row t
	as h ide pen
	at las om tic
	au nt
	aw ake ard
	ax e is
	ba by ck con g ke ll nd nk r rk rn se sin th
	be ach ad ak am an ar ard at ef gin ll low lt nd rry st
	bi g ke ll nd rch rd rth te
	bl ack ade ank end ink ock oom ow ue
	bo ard at dy il ld lt ne nus ok ot ss wl x y
	br ain ave ead ick ief ing oad ook oom own ush
	bu ild lb nny rn s sh sy y
	ca bin ble ge ke ll lm mel mp nal ndy ne noe pe r rd re rgo rry rt rve se sh t tch ve
	ce dar
	ch ain air alk art ase eap eck eek ess est ew ief ild in ip oir
	ci ty
	cl aim ap ass ay ean ear erk ick imb ock ose oth oud ub
	co ach al ast at coa de in ld lor mb me met ok ol py ral rk rn st uch unt ver w
	cr ab aft ane eam isp op oss ow owd own umb ust
	cu be p rl rry rve t
	cy cle
	da ily iry isy nce rk sh ta te wn y
	de al ep er lay nim nse pth sk
	di al g sh ve
	do g ll me nor or t ugh ve wn
	dr ama aw eam ess ift ill ive op um y
	du ck e ne sk ty
	ea ger gle r rn rth sel st sy t
	ec ho
	ed ge it
	eg g
	el bow der ect k m
	em ber pty
	en d joy ter try
	eq ual
	ev en ent er
	ex act am it tra
	ey e
	fa ct de ir ith ll n r rm st ult vor
	fe ast e ed el nce rn rry tch w
	fi ber eld g le ll lm nal nd ne re rm rst sh t ve x
	fl ag ame ash at eet int oat ock oor ow uid ute y
	fo am cus g il ld lk od ot rce rk rm rt rum und x
	fr ame esh og ont ost uit
	fu el ll n nny r
	ga me p te uge
	ge ar m
	gi ant ft rl ve
	gl ad ass aze ide obe ove ow ue
	go al at ld lf od ose
	gr ain and ant ape aph ass avy eat een eet ey id ill in ip oup ove ow
	gu ard ess est ide lf
	ha bit lf ll nd ppy rd re rp t wk y zel
	he art at dge el llo lp n rb rd ro ron
	hi gh ke ll nt p
	ho bby ld me ney od ok pe rn rse st tel use ver
	hu man rry sky t
	ic e
	id ea
	ig loo
	im age
	in k ner put
	ir is on
	it em
	iv ory y
	ja de m w
	je ans lly wel
	jo b g in ke y
	ju dge ice mp ry
	ka yak
	ke en ep
	ki nd ng osk te wi
	kn ife ock
	ko ala
	la bel ce dy ke mb mp nd rge ser st te ugh wn yer zy
	le af arn ave g mon nd ns vel ver
	li d fe ft ght lac ly mb me mit ne nen p st ve
	lo af bby cal gic ng ok op tus ud ve w yal
	lu nar nch ng
	ma jor ke n ngo p ple rsh sk ss tch th
	me al dal nu rcy rge rit rry tal ter
	mi ld le lk ll nd nt st x
	mo del nth on re ss tor unt use uth ve vie
	mu ch d le sic
	my th
	na il me vy
	ne ar ck ed rve st t xt
	ni ce ne
	no ble ise on rth
	nu rse t
	ny lon
	oa k r sis t
	oc ean
	of fer ten
	oi l
	ol d ive
	on ion ly yx
	op en era
	or bit der
	ot ter
	ou ter
	ov al en er
	ow l n
	pa ce ck ge int lm nda nel nsy per rk rt rty ss st sta ste tch th tio use
	pe ach arl n tal
	ph one oto
	pi ano ck ece lot ne nk nt pe tch zza
	pl ace an ant ate ay ow ug um
	po em et int lar nd ny ol ppy rch rt st uch
	pr ess ice int ism ize oof oud
	pu lse mp pil ppy re sh
	qu ail est ick iet ill ilt iz ota
	ra ck dar dio ft nch nge pid ven y
	re ady al d ef fer lax lay nt ply st
	ri ce ch ng pe se ver
	ro ast bin bot ck ll of om pe se und yal
	ru by g le n ral sh
	sa ck fe ga ge lad lt me nd tin ve
	sc ale arf ene out
	se al at ed nse rve ven
	sh ade ake ape are arp eep eet elf ell ift ine ip irt oe op ort out ow rub
	si gn lk ng ren x ze
	sk ate i ill in y
	sl ate ed ice ide ope ow
	sm art ile oke
	sn ack ail ow
	so ap ck da fa ft il lar lid ng on rt und up uth
	sp ace are ark eed ell end ice in oon ort ot ray
	st aff age amp ar art ate eam em ep ick ill ock one ool op orm ory ove raw yle
	su gar it re rf
	sw an eet ift im ing
	sy rup
	ta ble ll nk pe sk ste xi
	te ach ll n nt rm st xt
	th ank ick in ing ink ree umb
	ti ger me ny p tle
	to ast day ol oth pic rch tal uch ur wel wer wn y
	tr ack ade ail ain ay eat ee ial ibe ick uck unk ust uth y
	tu be na rn tor
	tw ice ig in ist
	ty pe
	un cle der ion it
	up per
	ur ban
	us e ual
	va lue lve n por se st ult
	ve rb rse ry st
	vi ew lla ne sit vid
	vo cal ice te
	wa gon lk ll rm sh sp tch ter ve x
	we b dge ll st
	wh ale eel en isk ite ole
	wi de dth n nd ng re se sh
	wo lf ol rd rk rld rth
	wr ap en ist
	ya cht rd
	ye ar ast s
	yo ga ung uth
	ze bra ro
	zi nc
	zo ne o
`
	.trim()
	.split('\n')
	.flatMap((line) => {
		const [start = '', ...rests] = line.trim().split(' ');
		return rests.map((rest) => start + rest);
	});

/** Seven words are 70 bits: out of reach for anyone who has to run Argon2id for each guess. */
const wordCount = 7;

/**
 * @returns seven words with spaces between, drawn independently and evenly: the number of words is a power of two, so
 * the low bits of a random number choose without a bias
 */
export function suggestPassphrase(): string {
	const random = crypto.getRandomValues(new Uint16Array(wordCount));
	const words = Array.from(random, (number) => passphraseWords[number % passphraseWords.length]);
	random.fill(0);
	return words.join(' ');
}
