using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// Turns back, in content that was approved, the tokens that the answer's own application and caller may see: those and no
/// others that would have been turned back had it not been held.
/// </summary>
public sealed class CaseTokens(IContentGuard guard)
{
    /// <summary>How many were turned back in <paramref name="answer"/>, in place.</summary>
    public async ValueTask<int> RestoreAsync(
        CaseRecord value, CaseContent content, JsonObject answer, GuardPolicy policy, CancellationToken cancellationToken)
    {
        if (content.Conversation is not { } conversation
            || value is not { Application: { } application, Caller: { } caller }
            || !policy.Applications.TryGetValue(application, out var known) || !known.Restore
            || Protocol.Named(content.Protocol) is not { } protocol)
        {
            return 0;
        }

        var session = await guard.ReopenAsync(new TokenScope(application, caller, conversation), content.Tokens, cancellationToken);
        var restorer = new ResponseRestorer(session, policy, known);
        var fields = protocol.ReadResponse(answer, ReviewableFields.Bounds).Content;
        return restorer.Texts(fields) + fields.ToolCalls.Sum(call => restorer.Call(call, fields));
    }
}
