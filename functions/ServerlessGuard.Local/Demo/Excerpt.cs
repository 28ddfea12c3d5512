using System.Text;

namespace ServerlessGuard.Local.Demo;

/// <summary>Texts as they fit into a cell: one line, short, with invisible characters made visible.</summary>
internal static class Excerpt
{
    private const int Longest = 150;

    public static string Of(string text)
    {
        var line = new StringBuilder();
        foreach (var rune in text.Trim().EnumerateRunes())
        {
            if (line.Length >= Longest)
            {
                return line.Append('…').ToString();
            }

            var category = Rune.GetUnicodeCategory(rune);
            if (rune.Value is '\n' or '\r' or '\t')
            {
                line.Append(' ');
            }
            else if (category is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.Control)
            {
                line.Append('·');
            }
            else
            {
                line.Append(rune.ToString());
            }
        }

        return line.ToString();
    }

    /// <summary>The part of a long text that starts at a phrase, or the beginning where there is none.</summary>
    public static string From(string text, string phrase) =>
        text.IndexOf(phrase, StringComparison.Ordinal) is var at and > 0 ? "… " + Of(text[at..]) : Of(text);

    /// <summary>A reply in a cell: its text, or its status and code.</summary>
    public static string Of(DemoResponse reply)
    {
        var head = reply.Status == 200 ? "" : $"{reply.Status} {reply.ErrorCode}".TrimEnd() + ": ";
        var tail = reply.FinishReason is "" or "stop" or "tool_calls" ? "" : $" [{reply.FinishReason}]";
        var calls = reply.ToolCalls.Count == 0 ? "" : "calls " + string.Join(", ", reply.ToolCalls) + " ";
        return (head + calls + Of(reply.Text) + tail).Trim();
    }
}
