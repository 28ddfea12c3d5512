using System.Buffers;
using System.Text.Json;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tools;

/// <summary>
/// An argument that came from a tool's result and from nowhere else was chosen by the author of that result: the tool's
/// <c>untrusted</c> says what then happens. Compared by words, in the letters' lower case: a value of the arguments counts
/// as untrusted when a tool result holds it and neither the user nor the application's instructions do.
/// </summary>
internal sealed class ProvenanceRule : IToolRule
{
    public const string Reason = "tool.untrusted";

    /// <summary>Shorter values stand everywhere by chance.</summary>
    private const int ShortestValue = 4;

    private const int MostValues = 500;

    public ValueTask<Verdict> EvaluateAsync(ToolRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Judge(request));

    private static Verdict Judge(ToolRequest request)
    {
        if (request.Tool is not { Untrusted: not GuardAction.Allow } tool || request.UntrustedTexts.Count == 0 || !IsUntrusted(request))
        {
            return new Verdict.Allow();
        }

        return tool.Untrusted == GuardAction.Hold ? new Verdict.Hold([Reason]) : new Verdict.Block([Reason]);
    }

    private static bool IsUntrusted(ToolRequest request)
    {
        var untrusted = request.UntrustedTexts.Select(Plain).ToArray();
        var trusted = request.TrustedTexts.Select(Plain).ToArray();
        return Values(request.Written ?? request.Arguments).Select(Plain).Any(value =>
            value.Length >= ShortestValue
            && untrusted.Any(text => text.Contains(value, StringComparison.Ordinal))
            && !trusted.Any(text => text.Contains(value, StringComparison.Ordinal)));
    }

    /// <summary>Leaves of the arguments; the whole text where it is no JSON.</summary>
    private static List<string> Values(string arguments)
    {
        var values = new List<string>();
        try
        {
            using var document = JsonDocument.Parse(arguments, Conversations.GatewayJson.Reading);
            Collect(document.RootElement, values);
        }
        catch (JsonException)
        {
            values.Add(arguments);
        }

        return values;
    }

    private static void Collect(JsonElement element, List<string> values)
    {
        if (values.Count >= MostValues)
        {
            return;
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Collect(property.Value, values);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Collect(item, values);
                }

                break;
            case JsonValueKind.String:
                values.Add(element.GetString()!);
                break;
            case JsonValueKind.Number:
                values.Add(element.GetRawText());
                break;
        }
    }

    /// <summary>Lower case, and one space for any run of white space: a model re-flows what it copies.</summary>
    private static string Plain(string text)
    {
        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        var length = 0;
        foreach (var c in text.AsSpan().Trim())
        {
            var next = char.IsWhiteSpace(c) ? ' ' : char.ToLowerInvariant(c);
            if (next != ' ' || length == 0 || buffer[length - 1] != ' ')
            {
                buffer[length++] = next;
            }
        }

        var plain = new string(buffer, 0, length);
        ArrayPool<char>.Shared.Return(buffer, clearArray: true);
        return plain;
    }
}
