/** A broker that asks who comes: over TLS with a password (SCRAM or PLAIN) or with a certificate, and allows each what its list says. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Broker } from "../../../../trial/kafka/broker.ts";

const run = promisify(execFile);

/** Who may do everything, by each way of saying so. */
export const service = { user: "service", password: "right:with signs" };

export interface Pem {
  readonly file: string;
  readonly text: string;
}

/** Made by a certificate authority of the test's own. */
export interface Certificates {
  readonly folder: string;
  /** Who signed the others. */
  readonly authority: Pem;
  readonly broker: { readonly cert: Pem; readonly key: Pem };
  readonly client: { readonly cert: Pem; readonly key: Pem };
}

export interface SecuredBroker {
  readonly broker: Broker;
  readonly certificates: Certificates;
  stop(): Promise<void>;
}

export async function securedBroker(): Promise<SecuredBroker> {
  const certificates = await makeCertificates();
  const broker = await Broker.start({
    listeners: { PASSWORD: "SASL_SSL", CERTIFICATE: "SSL" },
    properties: propertiesOf(certificates),
    format: ["SCRAM-SHA-256", "SCRAM-SHA-512"].flatMap((mechanism) => [
      "--add-scram",
      `${mechanism}=[name=${service.user},password="${service.password}"]`,
    ]),
  });
  return {
    broker,
    certificates,
    async stop() {
      await broker.stop();
      await rm(certificates.folder, { recursive: true });
    },
  };
}

function propertiesOf({ authority, broker }: Certificates): Record<string, string> {
  const plain = "org.apache.kafka.common.security.plain.PlainLoginModule";
  const scram = "org.apache.kafka.common.security.scram.ScramLoginModule";
  const oneLine = ({ text }: Pem): string => text.trim().replaceAll("\n", " ");
  return {
    "ssl.keystore.type": "PEM",
    "ssl.keystore.key": oneLine(broker.key),
    "ssl.keystore.certificate.chain": oneLine(broker.cert),
    "ssl.truststore.type": "PEM",
    "ssl.truststore.certificates": oneLine(authority),
    "listener.name.certificate.ssl.client.auth": "required",
    "listener.name.password.sasl.enabled.mechanisms": "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
    "listener.name.password.plain.sasl.jaas.config": `${plain} required user_${service.user}="${service.password}" user_guest="guest";`,
    "listener.name.password.scram-sha-256.sasl.jaas.config": `${scram} required;`,
    "listener.name.password.scram-sha-512.sasl.jaas.config": `${scram} required;`,
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    // Who comes without a word is the test itself. `guest` may do what the test lets it.
    "super.users": `User:ANONYMOUS;User:${service.user};User:CN=${service.user}`,
  };
}

async function makeCertificates(): Promise<Certificates> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-certificates-"));
  const openssl = (...args: readonly string[]) => run("openssl", args, { cwd: folder });
  const key = ["-newkey", "rsa:2048", "-noenc"];
  await openssl("req", "-x509", ...key, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=authority");
  const signed = async (name: string, subject: string): Promise<Certificates["broker"]> => {
    await openssl("req", ...key, "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", `/CN=${subject}`);
    await writeFile(join(folder, `${name}.ext`), "subjectAltName=IP:127.0.0.1");
    const by = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", `${name}.ext`];
    await openssl("x509", "-req", "-in", `${name}.csr`, ...by, "-out", `${name}.pem`);
    return { cert: await pem(join(folder, `${name}.pem`)), key: await pem(join(folder, `${name}.key`)) };
  };
  const [broker, client] = [await signed("broker", "broker"), await signed("client", service.user)];
  return { folder, authority: await pem(join(folder, "ca.pem")), broker, client };
}

async function pem(file: string): Promise<Pem> {
  return { file, text: await readFile(file, "utf8") };
}
