import type { errors as english } from "../en/errors.ts";
import { designErrors } from "./design-errors.ts";
import { exchangeErrors } from "./exchange-errors.ts";
import { experimentErrors } from "./experiment-errors.ts";
import { promptErrors } from "./prompt-errors.ts";
import { snippetErrors } from "./snippet-errors.ts";
import { templateErrors } from "./template-errors.ts";

export const errors: typeof english = {
  said: { message: "对方的说明：“{{said}}”" },
  unknown: { title: "出了点问题" },
  design: designErrors,
  snippets: snippetErrors,
  exchange: exchangeErrors,
  templates: templateErrors,
  experiments: experimentErrors,
  host: {
    "bad-input": { title: "输入不符合要求", message: "{{message}}" },
    cancelled: { title: "已取消", message: "操作已取消，没有任何改动。" },
    disconnected: {
      title: "Lathe 没有响应",
      message: "你的文字仍保留在此页面中，Lathe 恢复后会自动继续。",
    },
    internal: { title: "Lathe 内部出错", message: "这是 Lathe 自身的问题，没有任何改动。详情见日志。" },
    "no-dialogs": { title: "这里无法打开文件对话框", message: "请直接输入文件的路径。" },
    overrun: { title: "数据来得太快", message: "页面来不及接收，请重试。" },
    "page-missing": { title: "找不到页面文件", message: "{{message}}" },
    "port-refused": { title: "无法使用该端口", message: "{{message}}" },
    "port-taken": { title: "端口已被占用", message: "端口 {{port}} 已被占用。请换一个，或不指定端口。" },
    "too-large": { title: "内容过大", message: "超过了一次最多可发送的 {{megabytes}} MB，请精简或拆分。" },
    "too-many-files": {
      title: "打开的文件过多",
      message: "这台电脑上打开的文件和连接太多。请关闭一些程序或页面后重试。",
    },
    unauthorised: {
      title: "此页面已退出登录",
      message: "Lathe 已重新启动。请打开它在终端里显示的地址。",
    },
    unexpected: { title: "出了点问题", message: "{{message}}" },
    "unknown-operation": { title: "页面与程序版本不一致", message: "请重新加载页面。" },
  },
  prompts: promptErrors,
  providers: {
    "address-invalid": {
      title: "地址无效",
      message: "地址的形式如 https://host/v1 或 http://127.0.0.1:11434/v1。",
    },
    "address-not-found": {
      title: "此地址没有模型列表",
      message:
        "{{provider}}（{{baseUrl}}）没有提供模型列表（404）。请在设置中检查基础地址，大多以 /v1 结尾。{{quote}}",
    },
    "address-private": {
      title: "域名指向内部网络",
      message:
        "{{host}} 解析到 {{address}}，这是本机或内部网络的地址，因此没有发送任何内容。如果 {{host}} 是你自己的服务器，请在设置中允许。",
    },
    "address-refused": {
      title: "不会访问此地址",
      message: "这是云主机自身的元数据地址，不可能是模型服务，Lathe 不会访问。",
    },
    "bad-request": {
      title: "请求未被接受",
      message: "{{provider}} 没有接受这个请求（{{status}}）。请检查模型设置、工具以及提示词的长度。{{quote}}",
    },
    "certificate-expired": {
      title: "证书已过期",
      message:
        "{{provider}}（{{baseUrl}}）的证书已过期或尚未生效。请检查本机的日期和时间；如果无误，需要由服务方更新证书。",
    },
    "certificate-untrusted": {
      title: "证书不受信任",
      message:
        "{{provider}}（{{baseUrl}}）的证书不是由本机信任的机构签发的，中间可能有代理。如果是你自己的服务器，请在启动 Lathe 时用环境变量 NODE_EXTRA_CA_CERTS 指定它的证书。",
    },
    "certificate-wrong-host": {
      title: "证书与主机不符",
      message:
        "{{provider}}（{{baseUrl}}）出示的是另一台主机的证书。请检查地址，应答的可能不是你要找的服务。",
    },
    "connect-timeout": {
      title: "连接超时",
      message: "未能及时连接到 {{provider}}（{{baseUrl}}）。请检查地址、网络以及中间的防火墙。",
    },
    "connection-closed": {
      title: "连接被关闭，没有回应",
      message:
        "{{provider}}（{{baseUrl}}）没有回应就关闭了连接。请检查端口，以及地址应以 http:// 还是 https:// 开头。",
    },
    "connection-cut": {
      title: "连接被切断",
      message: "与 {{provider}}（{{baseUrl}}）的连接在收到回应之前被切断。请检查网络后重试。",
    },
    "connection-lost": {
      title: "连接中断",
      message: "接收 {{provider}} 的回复时连接中断。已收到的部分已保留并标为不完整，请重新运行。",
    },
    "connection-refused": {
      title: "没有程序应答",
      message: "{{provider}}（{{baseUrl}}）没有程序应答。服务器启动了吗？端口正确吗？",
    },
    "empty-reply": {
      title: "回复为空",
      message: "{{provider}} 返回了空的回复。请在设置中检查基础地址，大多以 /v1 结尾。",
    },
    "failed-midway": {
      title: "回复中途出错",
      message: "{{provider}} 在回复中途报错并停止。已收到的部分已保留并标为不完整，请重新运行。{{quote}}",
    },
    "gateway-error": {
      title: "网关没有得到回应",
      message: "{{provider}} 前面的网关没有得到模型的回应（{{status}}）。请稍后重试。{{quote}}",
    },
    "gave-up": {
      title: "模型服务处理超时",
      message: "{{provider}} 表示处理超时（408）。请重试，或要求更短的回复。{{quote}}",
    },
    "incomplete-reply": {
      title: "回复不完整",
      message: "{{provider}} 的回复没有结束就停止了。已收到的部分已保留并标为不完整，请重新运行。",
    },
    "key-invalid": { title: "密钥无效", message: "密钥为空，或含有空格等不应出现的字符，请重新复制。" },
    "key-missing": {
      title: "缺少密钥",
      message:
        "没有 {{provider}} 的密钥。如果密钥来自环境变量，请在启动 Lathe 的地方设置它；否则请在设置中重新输入：密钥只对应一个地址，会话密钥在 Lathe 关闭后失效。",
    },
    "key-rejected": {
      title: "密钥被拒绝",
      message:
        "{{provider}} 拒绝了密钥（401）。请在设置中检查：密钥可能输错、已被撤销，或属于别的服务。{{quote}}",
    },
    "key-too-short": {
      title: "密钥太短",
      message:
        "密钥不足 {{atLeast}} 个字符，无法与普通文字区分，也就无法从日志和错误信息中隐去。接受任意密钥的本地服务器也可以用更长的，例如“local”。",
    },
    "malformed-reply": {
      title: "无法读取回复",
      message: "无法读取 {{provider}} 返回的内容。请在设置中检查基础地址，大多以 /v1 结尾。{{quote}}",
    },
    "model-not-found": {
      title: "没有这个模型",
      message:
        "{{provider}} 没有模型 {{model}}。请换一个模型，或在设置中检查基础地址，大多以 /v1 结尾。{{quote}}",
    },
    "name-not-found": {
      title: "找不到主机",
      message: "找不到 {{provider}}（{{baseUrl}}）的域名。请检查地址和网络。",
    },
    "name-reserved": { title: "名称已保留", message: "“simulator”是内置模型的名称，请换一个。" },
    "name-taken": {
      title: "名称已被使用",
      message: "已经有名为“{{name}}”的模型服务。请换一个名称，或修改已有的那个。",
    },
    "no-model-list": {
      title: "返回的不是模型列表",
      message: "{{provider}} 返回的不是模型列表。请在设置中检查基础地址，大多以 /v1 结尾。{{quote}}",
    },
    "no-recording": {
      title: "没有录制的回复",
      message:
        "这个提示词、这些变量值和设置还没有 {{model}} 的录制回复。请先以“实时”或“复用”方式运行一次，之后即可回放。",
    },
    "no-route": {
      title: "无法到达",
      message: "从当前网络无法到达 {{provider}}（{{baseUrl}}）。请检查网络连接。",
    },
    "not-allowed": {
      title: "密钥没有权限",
      message:
        "{{provider}} 不允许这个密钥执行此操作（403）。请检查密钥的权限，以及该服务是否支持你所在的地区。{{quote}}",
    },
    "not-found": {
      title: "找不到此模型服务",
      message: "它可能已在另一个窗口中被移除。请在设置中添加，或换一个模型。",
    },
    "not-http": {
      title: "不是网络服务器",
      message: "{{provider}}（{{baseUrl}}）有应答，但用的不是 HTTP 协议。请检查端口和地址。",
    },
    "not-https": {
      title: "此地址不支持 https",
      message:
        "{{provider}}（{{baseUrl}}）不支持 https。如果是你自己的未加密服务器，请把地址改为以 http:// 开头。",
    },
    "other-json": {
      title: "返回的 JSON 不是模型回复",
      message:
        "{{provider}} 返回的 JSON 不是模型回复的格式。请在设置中检查基础地址，大多以 /v1 结尾。{{quote}}",
    },
    overloaded: {
      title: "模型服务过载",
      message: "{{provider}} 目前负载过高（{{status}}）。请过一会儿再试。{{quote}}",
    },
    "port-refused": {
      title: "不会访问此端口",
      message: "{{provider}}（{{baseUrl}}）的端口属于其他服务，不能访问。请为服务器换一个端口。",
    },
    "quota-exceeded": {
      title: "额度已用完",
      message: "{{provider}} 的账户额度不足。请充值后再运行。{{quote}}",
    },
    "rate-limited": {
      title: "请求过于频繁",
      message: "{{provider}} 要求放慢速度（429）。请稍候，或在设置中调低它的限制。{{quote}}",
    },
    redirected: {
      title: "地址发生了跳转",
      message:
        "{{provider}}（{{baseUrl}}）要求跳转到另一个地址。为避免密钥发往别处，Lathe 不会跟随。请在设置中填写最终地址。",
    },
    "reply-too-large": {
      title: "回复过大",
      message:
        "{{provider}} 返回的内容超出一次回复的上限（{{megabytes}} MB），Lathe 已停止读取。请为回复设置更低的 token 上限。",
    },
    "request-too-large": {
      title: "请求过大",
      message: "{{provider}} 认为请求过大（413）。请缩短提示词或变量的值。{{quote}}",
    },
    "server-error": {
      title: "模型服务出错",
      message: "{{provider}} 出错（{{status}}），请稍后重试。{{quote}}",
    },
    silent: {
      title: "没有任何回应",
      message: "{{provider}} 已有 {{seconds}} 秒没有任何回应，可能正忙或正在加载模型。请过一会儿再试。",
    },
    "simulator-fixed": {
      title: "模拟器是内置的",
      message: "模拟器是 Lathe 的一部分，不收费，也不能更改或移除。",
    },
    timeout: {
      title: "回复用时过长",
      message: "{{provider}} 没有在 {{seconds}} 秒内完成回复。请重试，或要求更短的回复。",
    },
    tls: {
      title: "无法建立安全连接",
      message: "无法与 {{provider}}（{{baseUrl}}）建立安全连接。请检查地址，以及中间是否有代理。",
    },
    "undecodable-reply": {
      title: "无法解压回复",
      message: "{{provider}} 的回复经过压缩，但无法解压，可能被代理损坏。请重新运行。",
    },
    unreachable: {
      title: "无法连接模型服务",
      message: "无法连接到 {{provider}}（{{baseUrl}}）。请检查地址和网络。",
    },
    "web-page": {
      title: "返回的是网页",
      message:
        "{{provider}} 返回的是网页，可能是登录页或代理的页面。请在设置中检查基础地址，大多以 /v1 结尾。{{quote}}",
    },
  },
  runs: {
    "not-found": { title: "找不到此运行", message: "工作区中没有这次运行。" },
    "not-here": { title: "由别处启动", message: "这次运行由另一个窗口或终端启动，请在那里取消。" },
    interrupted: {
      title: "已中断",
      message: "运行期间 Lathe 被关闭。已收到的内容已保留；如需完整回复，请重新运行。",
    },
  },
  store: {
    "backup-damaged": {
      title: "备份已损坏",
      message: "此备份已损坏，或不是 Lathe 的工作区。请选择另一个备份。",
    },
    "being-replaced": { title: "正在恢复工作区", message: "请等待恢复完成。" },
    busy: { title: "工作区正忙", message: "另一个程序正在写入工作区，请稍后再试。" },
    "cannot-open": { title: "无法打开工作区", message: "请确认文件夹存在，并且你有权访问。" },
    closed: { title: "工作区正在关闭", message: "请稍后再试。" },
    damaged: { title: "工作区文件已损坏", message: "文件保持原样，请从备份恢复。" },
    "disk-error": { title: "磁盘出错", message: "这次改动没有写入。请检查磁盘后重试。" },
    "disk-full": { title: "磁盘已满", message: "没有丢失任何内容。请腾出空间后重试。" },
    "foreign-file": {
      title: "不是 Lathe 的工作区",
      message: "这是其他程序的数据库，已保持原样。请选择另一个文件夹。",
    },
    "in-the-way": {
      title: "工作区的位置被占用",
      message: "工作区文件或文件夹的位置上放着别的东西。请将其移走后重试。",
    },
    lost: {
      title: "工作区文件不见了",
      message:
        "文件是空的或已不存在，但它的日志、备份或移开的损坏文件还在。Lathe 没有动任何文件；请把文件放回原处，或恢复备份。",
    },
    "migration-altered": {
      title: "无法识别的工作区",
      message: "此工作区的数据结构与当前版本不符，文件保持原样。请使用写入它的那个版本的 Lathe。",
    },
    "migration-failed": { title: "工作区升级失败", message: "文件已保持升级前的状态。{{message}}" },
    "newer-file": {
      title: "工作区版本较新",
      message: "此工作区由更新版本的 Lathe 写入。请升级 Lathe；文件已保持原样。",
    },
    "no-pragma": { title: "无法安全地打开工作区", message: "{{message}}" },
    "no-such-backup": {
      title: "找不到此备份",
      message: "它可能已被轮换清理，或被手动删除。请选择另一个备份。",
    },
    "no-wal": {
      title: "此文件夹不能存放工作区",
      message: "该文件夹不支持 SQLite 的预写日志，请选择本地磁盘上的文件夹。",
    },
    "not-a-workspace": {
      title: "不是工作区文件",
      message: "该文件不是数据库，已保持原样。请移走它，或选择另一个文件夹。",
    },
    "not-damaged": { title: "无需恢复", message: "工作区已正常打开。如果想回到以前的状态，请恢复备份。" },
    "not-salvaged": { title: "尚未读取", message: "还没有从损坏的文件中读出任何内容，请先读取可读的内容。" },
    "old-sqlite": { title: "安装版本过旧", message: "Lathe 需要更新版本的 SQLite，请重新安装 Lathe。" },
    "salvage-exists": { title: "上次读出的文件还在", message: "{{file}} 已存在，未作改动。请移走它后重试。" },
    "salvage-failed": {
      title: "读出的内容未能写入",
      message: "读出的内容无法写入新文件，损坏的文件保持原样。请把它复制到有空间的磁盘上再试。",
    },
    "read-only": { title: "工作区只读", message: "无法写入工作区文件。请修改其权限后重试。" },
    "read-only-folder": { title: "工作区只读", message: "无法写入工作区所在的文件夹。请修改其权限后重试。" },
  },
  suites: {
    "case-not-found": { title: "用例不存在", message: "它可能已在另一个窗口中被移除。" },
    conflict: {
      title: "已在另一个窗口中更改",
      message: "另一个窗口同时更改或移除了这个用例。没有内容被覆盖，请查看后再决定。",
    },
    "import-empty": { title: "没有可导入的内容", message: "这个文件里没有用例。" },
    "import-too-many": {
      title: "行数过多",
      message: "文件有 {{rows}} 行，一次最多读取 {{limit}} 行。请拆分文件。",
    },
    "import-unreadable": { title: "无法读取这个文件", message: "{{message}}" },
    "name-missing": { title: "需要名称", message: "请给新的用例集起个名称。" },
    "name-taken": {
      title: "名称已被使用",
      message: "已有名为“{{name}}”的用例集，“{{suggestion}}”可以使用。",
    },
    "not-found": { title: "用例集不存在", message: "它可能已在另一个窗口中被移除。" },
    "version-not-found": { title: "没有这个版本", message: "工作区中没有该用例集的这个版本。" },
  },
  tests: {
    "attempt-not-found": {
      title: "找不到此条结果",
      message: "工作区中没有这条结果，请重新打开测试运行。",
    },
    "mark-invalid": {
      title: "无法保存此评价",
      message: "点赞只能是赞或踩，星级为 1 到 5 的整数，标签须为单行文本。",
    },
    "no-cases": { title: "没有可测试的用例", message: "请先添加或导入用例，或放宽所选的范围。" },
    "not-found": { title: "找不到此测试运行", message: "工作区中没有这次测试运行。" },
    "not-here": { title: "正在别处运行", message: "由另一个窗口或终端执行，请到那里暂停或取消。" },
    "nothing-missing": { title: "这次测试运行已完成", message: "没有缺少的结果，可以只重试其中的错误。" },
    "price-unknown": { title: "无法保证费用上限", message: "{{models}} 的价格未知，请先在设置中填写。" },
    "still-running": { title: "这次测试运行正在进行", message: "请等它停下来，或先暂停它。" },
    "not-of-prompt": {
      title: "这是另一个提示词的运行",
      message: "请选择该提示词自己的一次测试运行作为基线。",
    },
  },
  vault: {
    busy: {
      title: "已保存的密钥正被占用",
      message: "另一个 Lathe 正在修改密钥且一直没有完成。请重试，或关闭另一个 Lathe。",
    },
    damaged: { title: "密钥文件已损坏", message: "无法读取已保存的密钥，请在设置中重新输入。" },
    "key-file-damaged": {
      title: "密钥库文件已损坏",
      message: "请移走损坏的文件，然后在设置中重新输入密钥。",
    },
    "keyring-refused": {
      title: "系统密钥环未能打开",
      message:
        "系统返回：{{why}}。请解锁密钥环后重试；也可以设置 LATHE_VAULT=file 再启动 Lathe，把密钥保存在加密文件中。",
    },
    "no-keyring": {
      title: "没有可用的系统密钥环",
      message: "这里没有响应的系统密钥环。请去掉 LATHE_VAULT=keyring，或将其改为 file 或 session。",
    },
    "unknown-kind": {
      title: "LATHE_VAULT 的值无效",
      message: "请将 LATHE_VAULT 设为 keyring、file 或 session，或去掉该变量。",
    },
    unreadable: { title: "无法读取密钥", message: "请解锁系统密钥库，或在设置中重新输入密钥。" },
  },
};
