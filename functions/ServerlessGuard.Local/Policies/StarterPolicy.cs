using System.Text;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Local.Policies;

/// <summary>
/// The policy that one starts from: one application, one tier, and the models and tools that one names. Comments say what to
/// change first.
/// </summary>
internal static class StarterPolicy
{
    /// <summary>The application, and the name of the key that calls as it.</summary>
    public const string Application = "demo";

    /// <summary>The name of the simulated model, where no model is named.</summary>
    public const string SimulatedModel = "demo-model";

    /// <summary>The text of the policy file, in UTF-8 without a byte order mark.</summary>
    public static byte[] Utf8(IReadOnlyList<string> models, IReadOnlyList<string> tools, string platform) =>
        Encoding.UTF8.GetBytes(Text(models, tools, platform));

    /// <summary>The same, bound; or every error, where a name is none.</summary>
    public static PolicyResult Load(IReadOnlyList<string> models, IReadOnlyList<string> tools, string platform) =>
        PolicyLoader.Load(Utf8(models, tools, platform), "the policy made of --model and --tool");

    private static string Text(IReadOnlyList<string> models, IReadOnlyList<string> tools, string platform) =>
        $$"""
        # The guard's policy. What is not listed is denied. A guard that runs takes a change of this file over within a second.
        #   guard policy check FILE      every error, with its line
        #   guard policy explain {{Application}}   what this application may do, in sentences
        version: 1

        # Who may call, and for what. A caller is a key ("key:NAME", made by 'guard keys create NAME') or, in Azure, an app ("app:CLIENT-ID").
        applications:
          - id: {{Application}}
            tier: standard
            callers: ["key:{{Application}}"]
            models: [{{List(models)}}]
            tools: [{{List(tools)}}]
            restore: true   # tokens in answers are turned back into their originals

        tiers:
          standard:
            # media: allow       # pictures, sound and files pass unread, counted as unscanned
            # enforce: observe   # for the first days: everything is decided and recorded, nothing is changed
            stream: live         # or buffered: an answer waits for the verdict
            input:  { personal: tokenise, secrets: block, injection: block }
            output: { personal: mask, secrets: mask, markup: neutralise, leakage: drop }
            retain: { content: 30d, proofs: 10y }

        # Tools that models may call. effect is read, write or send; arguments is a JSON Schema, limit is like 10/h.
        {{Section("tools", tools, "{ effect: read }")}}

        # Names as callers write them. A model without an endpoint is served by the address that --upstream names.
        {{Section("models", models, $"{{ platform: {platform} }}")}}

        """.ReplaceLineEndings("\n");

    private static string List(IReadOnlyList<string> names) => string.Join(", ", names.Select(Quote));

    private static string Section(string name, IReadOnlyList<string> keys, string value) => keys.Count == 0
        ? $"{name}: {{}}"
        : $"{name}:\n" + string.Join('\n', keys.Select(key => $"  {Quote(key)}: {value}"));

    private static string Quote(string name) =>
        $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
