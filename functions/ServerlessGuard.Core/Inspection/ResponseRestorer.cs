using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Tools;

namespace ServerlessGuard.Core.Inspection;

/// <summary>Turns tokens back in an answer: in its texts, and in arguments of tools that do not send. Never in names.</summary>
internal sealed class ResponseRestorer(IContentSession session, GuardPolicy policy, ApplicationPolicy application)
{
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
