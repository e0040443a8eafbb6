import { defaultCommandFiles as files } from './wrapping-command.ts';
import { isHybrid, oaepHash, type WrappingAlgorithm } from '../import/wrapping.ts';

/**
 * With the JDK alone: 11 or later, which runs a source file; 17 or later for AES/KWP/NoPadding. The transformation
 * OAEPWithSHA-256AndMGF1Padding means SHA-1 in MGF1, so an OAEPParameterSpec names both hashes.
 */
export function javaProgram(algorithm: WrappingAlgorithm): string {
	const hash = oaepHash(algorithm);
	const mask = hash.replace('-', '');
	const hybrid = isHybrid(algorithm);
	return [
		...(hybrid ? ['import java.io.ByteArrayOutputStream;'] : []),
		'import java.nio.file.Files;',
		'import java.nio.file.Path;',
		'import java.security.KeyFactory;',
		...(hybrid ? ['import java.security.SecureRandom;'] : []),
		'import java.security.spec.MGF1ParameterSpec;',
		'import java.security.spec.X509EncodedKeySpec;',
		'import javax.crypto.Cipher;',
		'import javax.crypto.spec.OAEPParameterSpec;',
		'import javax.crypto.spec.PSource;',
		...(hybrid ? ['import javax.crypto.spec.SecretKeySpec;'] : []),
		'',
		'public class WrapKey {',
		'  public static void main(String[] args) throws Exception {',
		`    byte[] publicKey = Files.readAllBytes(Path.of("${files.publicKey}"));`,
		`    byte[] keyMaterial = Files.readAllBytes(Path.of("${files.keyMaterial}"));`,
		'    if (keyMaterial.length != 32)',
		`      throw new Exception("${files.keyMaterial} has " + keyMaterial.length + " bytes; 32 are needed.");`,
		'    // Both hashes are named: without this Java takes SHA-1 for MGF1.',
		'    OAEPParameterSpec oaep = new OAEPParameterSpec(',
		`        "${hash}", "MGF1", MGF1ParameterSpec.${mask}, PSource.PSpecified.DEFAULT);`,
		'    Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");',
		'    rsa.init(',
		'        Cipher.ENCRYPT_MODE,',
		'        KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(publicKey)),',
		'        oaep);',
		...(hybrid
			? [
					'    byte[] aesKey = new byte[32];',
					'    new SecureRandom().nextBytes(aesKey);',
					'    // AES key wrap with padding (RFC 5649)',
					'    Cipher aes = Cipher.getInstance("AES/KWP/NoPadding");',
					'    aes.init(Cipher.WRAP_MODE, new SecretKeySpec(aesKey, "AES"));',
					'    ByteArrayOutputStream encrypted = new ByteArrayOutputStream();',
					'    encrypted.write(rsa.doFinal(aesKey));',
					'    encrypted.write(aes.wrap(new SecretKeySpec(keyMaterial, "AES")));',
					`    Files.write(Path.of("${files.encryptedKey}"), encrypted.toByteArray());`
				]
			: [`    Files.write(Path.of("${files.encryptedKey}"), rsa.doFinal(keyMaterial));`]),
		'  }',
		'}'
	].join('\n');
}
