using System.Text.Json;
using ServerlessGuard.Core.Conversations;

namespace ServerlessGuard.Core.Tools;

/// <summary>A value among the arguments.</summary>
/// <param name="Name">Of the outermost argument that holds it.</param>
/// <param name="Text">A number as it is written.</param>
/// <param name="IsNumber">A JSON number.</param>
public readonly record struct ArgumentValue(string Name, ArgumentKind Kind, string Text, bool IsNumber);

/// <summary>The values of a call's arguments, with their kinds. A string that is a JSON document is read like one.</summary>
internal static class ArgumentValues
{
    /// <summary>Beyond this many the call has more values than anybody checks.</summary>
    public const int Most = 2000;

    /// <summary>The values; null where there are too many.</summary>
    /// <param name="read">The arguments as JSON, or null where they are none.</param>
    /// <param name="arguments">The same as a text.</param>
    public static List<ArgumentValue>? In(JsonElement? read, string arguments)
    {
        var values = new List<ArgumentValue>();
        if (read is { ValueKind: JsonValueKind.Object } root)
        {
            foreach (var property in root.EnumerateObject())
            {
                Collect(property.Value, property.Name, ArgumentKinds.Of(property.Name), values);
            }
        }
        else
        {
            // Plain input of a custom tool: code, a command, a text.
            values.Add(new ArgumentValue("input", ArgumentKind.Command, arguments, false));
        }

        return values.Count <= Most ? values : null;
    }

    private static void Collect(JsonElement element, string name, ArgumentKind kind, List<ArgumentValue> values)
    {
        if (values.Count > Most)
        {
            return;
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    // A name that nobody knows takes the meaning of what holds it: recipients: [{ value: ... }].
                    var inner = ArgumentKinds.Of(property.Name);
                    var isStricter = inner is ArgumentKind.Other or ArgumentKind.Neutral or ArgumentKind.Prose && kind is not
                        (ArgumentKind.Other or ArgumentKind.Neutral or ArgumentKind.Prose);
                    if (Addresses.IsOne(property.Name))
                    {
                        values.Add(new ArgumentValue(name, ArgumentKind.Recipient, property.Name, false));
                    }

                    Collect(property.Value, name, isStricter ? kind : inner, values);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Collect(item, name, kind, values);
                }

                break;
            case JsonValueKind.String:
                Text(element.GetString()!, name, kind, values);
                break;
            case JsonValueKind.Number:
                values.Add(new ArgumentValue(name, kind, element.GetRawText(), true));
                break;
        }
    }

    private static void Text(string text, string name, ArgumentKind kind, List<ArgumentValue> values)
    {
        if (text.AsSpan().TrimStart() is ['{' or '[', ..] && EmbeddedJson.TryParse(text) is { } inner)
        {
            Collect(JsonElement.Parse(inner.ToJsonString()), name, kind, values);
            return;
        }

        if (text.Length > 0)
        {
            values.Add(new ArgumentValue(name, Refine(kind, text), text, false));
        }
    }

    /// <summary>A value says more than its name: an address is one wherever it stands.</summary>
    private static ArgumentKind Refine(ArgumentKind kind, string text) => kind switch
    {
        ArgumentKind.Other or ArgumentKind.Neutral when Addresses.IsOne(text) =>
            text.Contains('@', StringComparison.Ordinal) ? ArgumentKind.Recipient : ArgumentKind.Link,
        ArgumentKind.Other when text.Length > 120 => ArgumentKind.Prose,
        ArgumentKind.Neutral when text.Length > 60 => ArgumentKind.Prose,
        _ => kind,
    };
}
