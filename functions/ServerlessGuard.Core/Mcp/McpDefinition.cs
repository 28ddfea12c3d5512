using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;

namespace ServerlessGuard.Core.Mcp;

/// <summary>The words of a server to a model about one of its tools, or about itself.</summary>
public sealed class McpDefinition
{
    /// <summary>In the place of a tool's name: the server's instructions for using it.</summary>
    public const string Instructions = "(instructions)";

    private const int LongestGap = 64;
    private readonly Lazy<string> _hash;
    private readonly Lazy<IReadOnlyList<string>> _texts;

    /// <param name="tool">As the server lists it, with a name.</param>
    public McpDefinition(JsonObject tool)
    {
        ArgumentNullException.ThrowIfNull(tool);
        Name = GatewayJson.Text(tool, "name") ?? "";
        _hash = new(() => Convert.ToHexStringLower(SHA256.HashData(GatewayJson.ToBytes(Sorted(tool)!))));
        _texts = new(() =>
        {
            var texts = new List<string>();
            Collect(tool, texts);
            return texts;
        });
    }

    public static McpDefinition OfInstructions(string text) =>
        new(new JsonObject { ["name"] = Instructions, ["description"] = text });

    /// <summary>The server's own name of the tool.</summary>
    public string Name { get; }

    /// <summary>SHA-256, lower-case hex, of everything that the server says of the tool, with sorted names.</summary>
    public string Hash => _hash.Value;

    /// <summary>Every text in it: descriptions, names, examples, and the names of arguments.</summary>
    public IReadOnlyList<string> Texts => _texts.Value;

    /// <summary>
    /// Whether a text holds what its reader does not see and a model does: invisible and control characters, private ones, terminal
    /// sequences, comments of markup, or a gap so long that what follows is out of sight.
    /// </summary>
    public static bool HidesText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Contains("<!--", StringComparison.Ordinal))
        {
            return true;
        }

        var gap = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(text, at);
            gap = char.IsWhiteSpace(text[at]) ? gap + 1 : 0;
            if (gap > LongestGap
                || category is UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate
                || (category == UnicodeCategory.Control && text[at] is not ('\n' or '\r' or '\t'))
                || (category == UnicodeCategory.Format && !JoinsPictures(text, at)))
            {
                return true;
            }

            at += char.IsHighSurrogate(text[at]) ? 1 : 0;
        }

        return false;
    }

    /// <summary>A joiner between two pictographs makes one of them.</summary>
    private static bool JoinsPictures(string text, int at) =>
        text[at] == '\u200D' && at > 0 && at + 1 < text.Length && IsPicture(text[at - 1]) && IsPicture(text[at + 1]);

    private static bool IsPicture(char c) => char.IsSurrogate(c) || c is '\uFE0F' or (>= '\u2190' and <= '\u2BFF');

    /// <summary>Whether a text names a tool, as a whole word and whatever its case.</summary>
    public static bool Names(string text, string tool)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(tool);
        for (var at = 0; (at = text.IndexOf(tool, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            if (!IsWord(text, at - 1) && !IsWord(text, at + tool.Length))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWord(string text, int at) =>
        at >= 0 && at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '-');

    private static void Collect(JsonNode? node, List<string> texts)
    {
        switch (node)
        {
            case JsonObject owner:
                foreach (var (name, value) in owner)
                {
                    texts.Add(name);
                    Collect(value, texts);
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    Collect(item, texts);
                }

                break;
            case var one when GatewayJson.IsText(one):
                texts.Add(one!.GetValue<string>());
                break;
        }
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject o =>
            new JsonObject(o.OrderBy(static p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    public override string ToString() => "McpDefinition";
}
