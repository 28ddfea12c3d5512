using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Tools;

namespace ServerlessGuard.Core.Inspection;

/// <summary>Turns tokens back in an answer: in its texts, and in arguments of tools that do not send. Never in names.</summary>
internal sealed class ResponseRestorer(IContentSession session, GuardPolicy policy, ApplicationPolicy application)
{
    private static readonly ValueSource User = new(ValueSourceKind.User);

    /// <summary>How many tokens were turned back in texts.</summary>
    public int Texts(TextFieldCollector content)
    {
        var count = content.Fields.Where(static field => field.Source is TextFieldSource.Output && !field.IsName).Sum(Restore);
        TextFieldInspector.WriteBack(content);
        return count;
    }

    /// <summary>
    /// How many were turned back in a call's arguments; none for a tool that sends, or that the policy does not know, and none in an
    /// argument that is or holds an address, whatever it stands in.
    /// </summary>
    public int Call(ToolCall call, TextFieldCollector content)
    {
        if (ToolNames.Find(policy, application, call.Name) is not { Effect: not ToolEffect.Send })
        {
            return 0;
        }

        var count = content.Fields.Take(call.Fields).Where(static field => !field.IsName && !UrlSchemes.IsIn(field.Text)).Sum(Restore);
        call.Parsed?.WriteBack();
        return count;
    }

    /// <summary>
    /// The same for a tool that sends: only in arguments that the policy names, where the user said the whole value, and an address or link
    /// only where the policy names the places that the tool sends to, this one among them.
    /// </summary>
    public int Sent(ToolCall call, ToolPolicy tool, TextFieldCollector content, Func<ConversationIndex> conversation)
    {
        if (tool.Restore.Count == 0)
        {
            return 0;
        }

        var count = content.Fields.Take(call.Fields).Where(field => !field.IsName
            && field.Property is { } name && tool.Restore.Contains(name, StringComparer.Ordinal)
            && MaySend(session.Restore(field.Text, false).Text, name, tool, conversation)).Sum(Restore);
        call.Parsed?.WriteBack();
        return count;
    }

    private static bool MaySend(string value, string name, ToolPolicy tool, Func<ConversationIndex> conversation)
    {
        var destination = Destinations.Of(value);
        return (destination is null || (tool.Destinations.Count > 0 && Destinations.IsAllowed(tool.Destinations, destination)))
            && conversation().Says(User, value, ArgumentKinds.Of(name));
    }

    private int Restore(TextField field)
    {
        try
        {
            var text = field.Text;
            var restored = session.Restore(text, EmbeddedJson.TryParse(text) is not null);
            if (restored.Count > 0)
            {
                field.Replace(restored.Text);
            }

            return restored.Count;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new GuardFailedException("vault", failure);
        }
    }
}
