namespace ServerlessGuard.Attack.Tests;

/// <summary>The attempts of one kind at one surface. An attempt's name says what it tries; its body is what is sent.</summary>
public sealed record AttackCell(
    string Kind, string Protocol, string Direction, string Mode, IReadOnlyList<(string Name, string Body)> Attempts)
{
    public override string ToString() => $"{Kind}, {Protocol}, {Direction}, {Mode}";
}

/// <summary>A surface that takes requests, and the body that every attempt changes.</summary>
/// <param name="Name">As the table of docs/attack.md names it.</param>
/// <param name="Path">Its path.</param>
/// <param name="Body">A request that passes, without <c>stream</c>.</param>
/// <param name="Streams">Whether it has streams.</param>
public sealed record AttackedSurface(string Name, string Path, string Body, bool Streams)
{
    public static IReadOnlyList<AttackedSurface> All { get; } =
    [
        new("chat", "/v1/chat/completions", """{"model":"claims-ft","messages":[{"role":"user","content":"Hello"}]}""", true),
        new("responses", "/v1/responses", """{"model":"claims-ft","input":"Hello"}""", true),
        new("messages", "/v1/messages", """{"model":"claims-ft","max_tokens":10,"messages":[{"role":"user","content":"Hello"}]}""", true),
        new("completions", "/v1/completions", """{"model":"claims-ft","prompt":"Hello"}""", true),
        new("embeddings", "/v1/embeddings", """{"model":"claims-ft","input":"Hello"}""", false),
        new("tools decide", "/guard/tools/decide", """
            {"model":"claims-ft","messages":[{"role":"user","content":"Hello"},{"role":"assistant","content":null,"tool_calls":[
            {"id":"c1","type":"function","function":{"name":"crm.lookup","arguments":"{}"}}]}]}
            """, false),
    ];

    public static AttackedSurface Of(string name) => All.Single(one => one.Name == name);

    /// <summary>The ways to ask for an answer.</summary>
    public IReadOnlyList<string> Modes => Streams ? ["plain", "live"] : ["plain"];
}
