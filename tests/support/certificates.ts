import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Certificate {
  key: string;
  cert: string;
}

/** Certificates made by openssl for one run of a test: an authority of its own, and what it signed. */
export interface Certificates {
  /** To be trusted by the test. */
  authority: string;
  good: Certificate;
  expired: Certificate;
  /** For another host than localhost. */
  otherHost: Certificate;
  /** Signed by nobody but itself. */
  selfSigned: Certificate;
}

export function makeCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), "lathe-certificates-"));
  const file = (name: string) => join(folder, name);
  const read = (name: string) => readFileSync(file(name), "utf8");
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

  function sign(name: string, host: string, dates: string[]): Certificate {
    writeFileSync(file(`${name}.ext`), `subjectAltName=DNS:${host}\n`);
    openssl("req", ...newKey, "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", `/CN=${host}`);
    openssl(
      ...["ca", "-batch", "-config", "ca.cnf", "-notext", "-in", `${name}.csr`, "-out", `${name}.crt`],
      ...["-extfile", `${name}.ext`, ...dates],
    );
    return { key: read(`${name}.key`), cert: read(`${name}.crt`) };
  }

  try {
    writeFileSync(file("index.txt"), "");
    writeFileSync(file("ca.cnf"), authorityConfiguration);
    openssl(
      ...["req", "-x509", ...newKey, "-keyout", "ca.key", "-out", "ca.crt", "-days", "2"],
      ...["-subj", "/CN=Lathe test authority"],
    );
    openssl(
      ...["req", "-x509", ...newKey, "-keyout", "self.key", "-out", "self.crt", "-days", "2"],
      ...["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
    );
    return {
      authority: read("ca.crt"),
      good: sign("good", "localhost", ["-days", "2"]),
      expired: sign("expired", "localhost", ["-startdate", "20200101000000Z", "-enddate", "20200102000000Z"]),
      otherHost: sign("other", "other.example", ["-days", "2"]),
      selfSigned: { key: read("self.key"), cert: read("self.crt") },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const authorityConfiguration = `
[ca]
default_ca = lathe
[lathe]
database = index.txt
new_certs_dir = .
certificate = ca.crt
private_key = ca.key
rand_serial = yes
unique_subject = no
default_md = sha256
policy = any
[any]
commonName = supplied
`;
