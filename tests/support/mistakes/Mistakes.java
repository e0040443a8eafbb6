import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * What people's Java writes where it should be RSAES_OAEP_SHA_256, or RSA_AES_KEY_WRAP_SHA_256 (hybrid-): in the folder
 * that is named, with the files of the working folder.
 */
public class Mistakes {
  static Key publicKey;
  static byte[] material;

  public static void main(String[] args) throws Exception {
    byte[] der = Files.readAllBytes(Path.of("PublicKey.der"));
    publicKey = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
    material = Files.readAllBytes(Path.of("KeyMaterial.bin"));

    write("pkcs1", rsa("RSA", null, material));
    write("oaep", rsa("RSA/ECB/OAEPPadding", null, material));
    for (String hash : new String[] {"SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512"})
      write("oaep-" + hash, rsa("RSA/ECB/OAEPWith" + hash + "AndMGF1Padding", null, material));
    byte[] filled = new byte[256];
    System.arraycopy(material, 0, filled, 224, 32);
    write("raw", rsa("RSA/ECB/NoPadding", null, filled));
    AlgorithmParameterSpec labelled =
        new OAEPParameterSpec(
            "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, new PSource.PSpecified("key".getBytes()));
    write("label", rsa("RSA/ECB/OAEPPadding", labelled, material));

    byte[] aesKey = new byte[32];
    new SecureRandom().nextBytes(aesKey);
    AlgorithmParameterSpec right =
        new OAEPParameterSpec(
            "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);
    byte[] first = rsa("RSA/ECB/OAEPPadding", right, aesKey);
    Key aes = new SecretKeySpec(aesKey, "AES");
    for (String name : new String[] {"AES/KW/NoPadding", "AES/KW/PKCS5Padding", "AES"}) {
      Cipher cipher = Cipher.getInstance(name);
      cipher.init(Cipher.ENCRYPT_MODE, aes);
      write("hybrid-" + name.replace('/', '-'), first, cipher.doFinal(material));
    }
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
    byte[] nonce = new byte[12];
    new SecureRandom().nextBytes(nonce);
    gcm.init(Cipher.ENCRYPT_MODE, aes, new GCMParameterSpec(128, nonce));
    write("hybrid-gcm", first, nonce, gcm.doFinal(material));
    Cipher mgf1 = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
    mgf1.init(Cipher.ENCRYPT_MODE, publicKey);
    Cipher kwp = Cipher.getInstance("AES/KWP/NoPadding");
    kwp.init(Cipher.WRAP_MODE, aes);
    byte[] second = kwp.wrap(new SecretKeySpec(material, "AES"));
    write("hybrid-mgf1", mgf1.doFinal(aesKey), second);
  }

  static byte[] rsa(String name, AlgorithmParameterSpec spec, byte[] bytes) throws Exception {
    Cipher cipher = Cipher.getInstance(name);
    cipher.init(Cipher.ENCRYPT_MODE, publicKey, spec);
    return cipher.doFinal(bytes);
  }

  static void write(String name, byte[]... parts) throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (byte[] part : parts) file.write(part);
    Files.write(Path.of(name), file.toByteArray());
  }
}
