/**
 * What the most common passwords are made of, in any language, without the digits and signs that are put behind them:
 * small letters, the most common first. Repeats, sequences and rows of keys are found by rule and are not here.
 */
export const commonPasswords: readonly string[] = `
password iloveyou admin welcome letmein monkey dragon football baseball princess sunshine master shadow superman
michael ashley bailey passw charlie donald jordan hunter ranger trustno batman daniel thomas robert andrew joshua
jessica michelle jennifer nicole hannah amanda matthew anthony william george harley buster pepper ginger cookie
chocolate cheese banana summer winter spring autumn monday tuesday wednesday thursday friday saturday sunday january
february march april june july august september october november december computer internet samsung google facebook
microsoft windows whatever killer soccer hockey basketball liverpool chelsea arsenal barcelona realmadrid juventus
manchester starwars pokemon naruto minecraft mustang ferrari porsche mercedes corvette yamaha jesus christ angel
heaven blessed forever lovely loveme hello secret login access root user guest test testing temp default
change changeme changeit please enter open sesame administrator server system oracle cisco vault passphrase airlock
money freedom flower butterfly purple orange yellow silver golden diamond family friends mother father babygirl
sweetheart darling honey tigger snoopy mickey garfield maggie sophie jasmine samantha elizabeth victoria alexander
benjamin nicholas christopher patrick richard steven austin dallas london paris berlin america england france
woaini nihao wodemima mima zhongguo beijing shanghai aini tianshi wangyi taobao baidu tencent weixin
contrasena teamo amor princesa mariposa passwort hallo schatz motdepasse bonjour soleil azerty parola senha
qwerty qwertz asdf zxcv lorem ipsum dolor foobar correcthorse
`
	.trim()
	.split(/\s+/);
