import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { listPageFiles } from "#core/page-files.ts";
import { securityHeaders } from "#core/page-policy.ts";
import { answerPage, pageSchemes } from "../../electron/desktop/page-protocol.ts";
import { writePage } from "../contract/loopback-host.ts";

describe("app://lathe", () => {
  const page = writePage();
  const files = listPageFiles(page.folder);
  afterAll(() => page.remove());
  const log: string[] = [];
  const get = (url: string, method = "GET") =>
    answerPage({ url, method }, files, (_level, message) => void log.push(message));

  test("is an origin of its own, not a file, and no way around the policy", () => {
    expect(pageSchemes).toEqual([
      {
        scheme: "app",
        privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
      },
    ]);
  });

  test("answers the page with the policy that keeps foreign scripts out, also where it refuses or fails", async () => {
    const broken = writePage();
    const brokenFiles = listPageFiles(broken.folder);
    rmSync(join(broken.folder, "assets"), { recursive: true });
    const failing = await answerPage(
      { url: "app://lathe/assets/index-abc123.js", method: "GET" },
      brokenFiles,
      (_level, message) => void log.push(message),
    );
    broken.remove();
    expect(failing.status).toBe(500);
    expect(await failing.text()).not.toContain(broken.folder);
    expect(log.at(-1)).toContain("ENOENT");

    const answers = [failing, await get("app://lathe/", "POST")];
    for (const url of [
      "app://lathe/",
      "app://lathe/assets/index-abc123.js?v=1",
      "app://lathe/none",
      "app://evil/",
    ]) {
      answers.push(await get(url));
    }
    for (const { headers, status } of answers) {
      for (const [name, value] of Object.entries(securityHeaders))
        expect(headers.get(name), `${status}`).toBe(value);
      expect(headers.get("content-type"), `${status}`).toMatch(/; charset=utf-8$/);
    }
    const policy = securityHeaders["content-security-policy"];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).toContain("frame-ancestors 'none'");
  });

  test("names what a file is, so that nothing is guessed", async () => {
    expect((await get("app://lathe/")).headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect((await get("app://lathe/assets/index-abc123.js")).headers.get("content-type")).toBe(
      "text/javascript; charset=utf-8",
    );
    expect(await (await get("app://lathe/")).text()).toContain("<title>Lathe</title>");
  });

  test.each([
    "app://lathe/../secret.txt",
    "app://lathe/..%2fsecret.txt",
    "app://lathe/%2e%2e/secret.txt",
    "app://lathe/%252e%252e%252fsecret.txt",
    "app://lathe/assets/..\\..\\secret.txt",
    "app://lathe/assets/....//....//secret.txt",
    "app://lathe/assets",
    "app://lathe/assets/",
    "app://lathe//etc/passwd",
    "app://lathe/C:/Windows/win.ini",
    "app://lathe/\\\\evil\\share",
    "app://lathe/%00",
    "app://lathe/index.html%00.js",
    "app://lathe/__proto__",
    "app://lathe/constructor",
    "app://lathe/assets/index-abc123.js.map",
    "app://evil/",
    "app://lathe.evil/",
    "app://lathe:80/",
    "app://user@lathe/",
    "APP://lathe/",
    "file:///etc/passwd",
    "",
  ])("gives no file for %s", async (url) => {
    const answer = await get(url);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe("Not found");
  });

  test.each(["POST", "PUT", "DELETE", "HEAD", "OPTIONS", "get"])(
    "answers reading only, and no %s",
    async (method) => {
      expect((await get("app://lathe/", method)).status).toBe(404);
    },
  );
});
