using System.Globalization;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// The places of an answer, in its own order: texts, and each tool call's arguments as one text. Paths are <c>textN</c>
/// and <c>callN</c>: the same tree has the same paths.
/// </summary>
internal static class ReviewableFields
{
    /// <summary>An answer that is a text and nothing else, as applications outside the gateway report it.</summary>
    public const string PlainText = "text";

    /// <summary>The input was bounded when it was accepted, so a second read refuses nothing.</summary>
    public static GatewayLimits Bounds { get; } = new(100_000, 1_000_000, true);

    public static IReadOnlyList<ReviewableField> Of(string protocol, JsonObject root)
    {
        if (Protocol.Named(protocol) is not { } known)
        {
            return [new ReviewableField("text0", "output", () => GatewayJson.Text(root, PlainText) ?? "", text => root[PlainText] = text)];
        }

        return Of(known.ReadResponse(root, Bounds).Content);
    }

    public static IReadOnlyList<ReviewableField> Of(TextFieldCollector content)
    {
        var places = new List<ReviewableField>();
        var inCalls = new HashSet<TextField>(content.ToolCalls.SelectMany(call => content.Fields.Take(call.Fields)));
        var names = content.ToolCalls.Select(static call => call.Name).ToHashSet(StringComparer.Ordinal);
        var number = 0;
        foreach (var field in content.Fields)
        {
            if (field.Source is TextFieldSource.Output or TextFieldSource.ToolArguments
                && !inCalls.Contains(field)
                && !names.Contains(field.Text))
            {
                places.Add(new ReviewableField(Name("text", number++), field.IsName ? "name" : "output", () => field.Text, text =>
                {
                    field.Replace(text);
                    field.Host?.WriteBack();
                }));
            }
        }

        number = 0;
        foreach (var call in content.ToolCalls)
        {
            places.Add(new ReviewableField(Name("call", number++), "call of " + call.Name, () => call.Arguments, call.Replace));
        }

        return places;
    }

    private static string Name(string kind, int number) => kind + number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One place of an answer that a reviewer reads and may change.</summary>
internal sealed record ReviewableField(string Path, string Role, Func<string> Read, Action<string> Replace);
