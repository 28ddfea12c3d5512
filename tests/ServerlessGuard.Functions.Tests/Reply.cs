using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Functions.Tests;

/// <summary>A function's response over HTTP.</summary>
internal sealed record Reply(int Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    /// <summary>This, if its status is the one expected; otherwise fails with the body.</summary>
    public Reply Is(int status) =>
        Status == status ? this : throw new ShouldAssertException($"{Status} instead of {status}: {Body[..Math.Min(Body.Length, 600)]}");

    public static string Text(object value) => value as string ?? JsonSerializer.Serialize(value);
}
