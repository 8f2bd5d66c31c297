import type { errors as english } from "../en/errors.ts";

export const errors: typeof english = {
  unknown: { title: "出了点问题" },
  host: {
    "bad-input": { title: "输入不符合要求", message: "{{message}}" },
    cancelled: { title: "已取消", message: "操作已取消，没有任何改动。" },
    disconnected: {
      title: "Lathe 没有响应",
      message: "你的文字仍保留在此页面中，Lathe 恢复后会自动继续。",
    },
    internal: { title: "Lathe 内部出错", message: "这是 Lathe 自身的问题，没有任何改动。详情见日志。" },
    overrun: { title: "数据来得太快", message: "页面来不及接收，请重试。" },
    "page-missing": { title: "找不到页面文件", message: "{{message}}" },
    "port-refused": { title: "无法使用该端口", message: "{{message}}" },
    "port-taken": { title: "端口已被占用", message: "端口 {{port}} 已被占用。请换一个，或不指定端口。" },
    "too-large": { title: "内容过大", message: "超过了一次可以发送的大小，请精简或拆分。" },
    unauthorised: {
      title: "此页面已退出登录",
      message: "Lathe 已重新启动。请打开它在终端里显示的地址。",
    },
    unexpected: { title: "出了点问题", message: "{{message}}" },
    "unknown-operation": { title: "页面与程序版本不一致", message: "请重新加载页面。" },
  },
  prompts: {
    "draft-conflict": {
      title: "另一个窗口改过这份草稿",
      message: "另一个窗口刚刚修改了这份草稿。两份文字都已保留，请选择以哪一份继续。",
    },
    "name-taken": {
      title: "名称已被使用",
      message: "已经有名为“{{name}}”的提示词，可以改用“{{suggestion}}”。",
    },
    "no-journal-entry": { title: "没有这条记录", message: "草稿日志中没有这个状态。" },
    "no-version": { title: "还没有版本", message: "请先为此提示词保存一个版本。" },
    "not-found": { title: "找不到此提示词", message: "它可能已在另一个窗口中被移除。" },
    "not-storable": { title: "内容无法保存", message: "{{message}}" },
    "template-invalid": { title: "模板有误", message: "{{message}}" },
    "too-long": {
      title: "内容过长",
      message: "填入这些值之后，提示词超过了 {{limit}} 个字符。请缩短某个变量的值。",
    },
    "value-invalid": { title: "变量的值不合适", message: "{{message}}" },
    "value-missing": { title: "缺少变量的值", message: "请填写：{{names}}。" },
    "version-not-found": { title: "没有这个版本", message: "此提示词没有你要找的版本。" },
  },
  providers: {
    "address-invalid": {
      title: "地址无效",
      message: "地址的形式如 https://host/v1 或 http://127.0.0.1:11434/v1。",
    },
    "address-not-found": {
      title: "此地址没有模型列表",
      message: "请在设置中检查基础地址，大多以 /v1 结尾。{{message}}",
    },
    "address-refused": {
      title: "不会访问此地址",
      message: "这是云主机自身的元数据地址，不可能是模型服务，Lathe 不会访问。",
    },
    "bad-request": { title: "请求未被接受", message: "请检查模型设置、工具以及提示词的长度。{{message}}" },
    "incomplete-reply": {
      title: "回复中断",
      message: "{{provider}} 的回复没有结束就中断了。已收到的部分已保留，请重新运行。",
    },
    "key-invalid": { title: "密钥无效", message: "密钥为空，或含有空格等不应出现的字符，请重新复制。" },
    "key-missing": { title: "缺少密钥", message: "{{message}}" },
    "key-rejected": { title: "密钥被拒绝", message: "请在设置中检查密钥及其权限。{{message}}" },
    "malformed-reply": {
      title: "返回的不是模型回复",
      message: "请在设置中检查基础地址，大多以 /v1 结尾。{{message}}",
    },
    "model-not-found": {
      title: "没有这个模型",
      message: "{{provider}} 没有模型 {{model}}。请换一个模型，或在设置中检查基础地址，大多以 /v1 结尾。",
    },
    "name-reserved": { title: "名称已保留", message: "“simulator”是内置模型的名称，请换一个。" },
    "name-taken": {
      title: "名称已被使用",
      message: "已经有名为“{{name}}”的模型服务。请换一个名称，或修改已有的那个。",
    },
    "no-recording": {
      title: "没有录制的回复",
      message:
        "这个提示词、这些变量值和设置还没有 {{model}} 的录制回复。请先以“实时”或“复用”方式运行一次，之后即可回放。",
    },
    "not-found": {
      title: "找不到此模型服务",
      message: "它可能已在另一个窗口中被移除。请在设置中添加，或换一个模型。",
    },
    "quota-exceeded": {
      title: "额度已用完",
      message: "{{provider}} 的账户额度不足。请充值后再运行。{{message}}",
    },
    "rate-limited": {
      title: "请求过于频繁",
      message: "{{provider}} 要求放慢速度。请稍候，或在设置中调低它的限制。{{message}}",
    },
    redirected: {
      title: "地址发生了跳转",
      message: "为避免密钥发往别处，Lathe 不会跟随跳转。请在设置中填写最终地址。",
    },
    "reply-too-large": {
      title: "回复过大",
      message: "{{provider}} 返回的内容过大，Lathe 已停止读取。请为回复设置更低的 token 上限。",
    },
    "server-error": { title: "模型服务出错", message: "请稍后重试。{{message}}" },
    "simulator-fixed": {
      title: "模拟器是内置的",
      message: "模拟器是 Lathe 的一部分，不收费，也不能更改或移除。",
    },
    timeout: { title: "等待超时", message: "{{provider}} 没有及时答复。请重试，或要求更短的回复。" },
    tls: {
      title: "证书未通过验证",
      message: "{{provider}} 的证书未通过验证（{{tls}}）。请检查地址、系统时间，以及中间是否有代理。",
    },
    unreachable: {
      title: "无法连接模型服务",
      message: "无法连接到 {{provider}}。请检查地址和网络；如果是本地服务器，请确认它已启动。",
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
    busy: { title: "工作区正忙", message: "另一个程序正在写入工作区，请稍后再试。" },
    "cannot-open": { title: "无法打开工作区", message: "请确认文件夹存在，并且你有权访问。" },
    damaged: { title: "工作区文件已损坏", message: "文件保持原样，请从备份恢复。" },
    "disk-error": { title: "磁盘出错", message: "这次改动没有写入。请检查磁盘后重试。" },
    "disk-full": { title: "磁盘已满", message: "没有丢失任何内容。请腾出空间后重试。" },
    "foreign-file": {
      title: "不是 Lathe 的工作区",
      message: "这是其他程序的数据库，已保持原样。请选择另一个文件夹。",
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
    "no-wal": {
      title: "此文件夹不能存放工作区",
      message: "该文件夹不支持 SQLite 的预写日志，请选择本地磁盘上的文件夹。",
    },
    "not-a-workspace": {
      title: "不是工作区文件",
      message: "该文件不是数据库，已保持原样。请移走它，或选择另一个文件夹。",
    },
    "read-only": { title: "工作区只读", message: "无法写入文件或文件夹。请修改权限后重试。" },
  },
  vault: {
    damaged: { title: "密钥文件已损坏", message: "无法读取已保存的密钥，请在设置中重新输入。" },
    "key-file-damaged": {
      title: "密钥库文件已损坏",
      message: "请移走损坏的文件，然后在设置中重新输入密钥。",
    },
    unreadable: { title: "无法读取密钥", message: "请解锁系统密钥库，或在设置中重新输入密钥。" },
  },
};
