namespace ServerlessGuard.Functions.Tests;

/// <summary>A policy for one test: its callers' names are new, so that tests share the emulator without meeting.</summary>
internal sealed class DutyPolicy : IDisposable
{
    private readonly string _path = Path.Combine(AppContext.BaseDirectory, "policies", $"{Guid.NewGuid():N}.yaml");

    public DutyPolicy(string models = "m: { platform: openai, endpoint: \"http://127.0.0.1:9\" }", string more = "")
    {
        Name = $"app-{Guid.NewGuid():N}"[..16];
        File.WriteAllText(_path, $$"""
            version: 1
            applications:
              - { id: {{Name}}, tier: strict, models: [m], callers: ["key:{{Name}}"], tools: [crm.lookup, refund.create], restore: true }
              - { id: {{Name}}-b, tier: strict, models: [m], callers: ["key:{{Name}}-b"] }
            tiers:
              strict:
                stream: buffered
                input:  { personal: tokenise, secrets: block, injection: hold }
                output: { personal: mask, secrets: hold, markup: neutralise, leakage: block }
                review: { four_eyes: false, sla: 30m, on_timeout: deny }
            tools:
              crm.lookup: { effect: read }
              refund.create: { effect: send, arguments: { type: object, properties: { amount: { type: number, maximum: 100 } } }, otherwise: review, limit: 2/h }
            models:
              {{models}}
            {{more}}
            """);
    }

    /// <summary>The application, and its key's name.</summary>
    public string Name { get; }

    public IReadOnlyDictionary<string, string?> Settings(params (string Name, string Value)[] more) =>
        more.Append(("Guard:Policy", _path)).ToDictionary(static one => one.Item1, static one => (string?)one.Item2);

    public void Dispose() => File.Delete(_path);
}
