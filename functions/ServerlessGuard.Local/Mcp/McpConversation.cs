using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Tools;

namespace ServerlessGuard.Local.Mcp;

/// <summary>
/// The texts that a session's model has been shown: results of its calls, and the user's words as the client tells them. The index is
/// built while the client thinks. Thread-safe.
/// </summary>
internal sealed class McpConversation
{
    private readonly Lock _gate = new();
    private readonly List<Utterance> _said = [];
    private long _characters;
    private (string Revision, Lazy<ConversationIndex> Index)? _index;

    /// <summary>The index of what was said so far.</summary>
    public ConversationIndex IndexFor(McpCaller caller)
    {
        lock (_gate)
        {
            return PrepareFor(caller).Value;
        }
    }

    /// <summary>A text that the client says the user wrote; one that was said before adds nothing.</summary>
    public void AddUser(string text)
    {
        lock (_gate)
        {
            if (!_said.Exists(one => one.Speaker == Speaker.User && one.Texts[0] == text))
            {
                Add(new Utterance(Speaker.User, [text]));
            }
        }
    }

    /// <summary>A call that was made.</summary>
    public void AddCall(string tool, string arguments)
    {
        lock (_gate)
        {
            Add(new Utterance(Speaker.Call, []) { Tool = tool, Arguments = arguments });
        }
    }

    /// <summary>The result of a call. No tool: of something that no policy names, such as a resource.</summary>
    public void AddResult(McpCaller caller, string? tool, string? arguments, IReadOnlyList<string> texts)
    {
        lock (_gate)
        {
            Add(new Utterance(Speaker.Tool, texts) { Tool = tool, Arguments = arguments });
            var index = PrepareFor(caller);
            _ = Task.Run(() => index.Value.Prepare());
        }
    }

    private Lazy<ConversationIndex> PrepareFor(McpCaller caller)
    {
        if (_index is not { } known || known.Revision != caller.Policy.RevisionId)
        {
            Utterance[] said = [.. _said];
            var (policy, application) = (caller.Policy, caller.Application);
            known = (policy.RevisionId, new(() => new ConversationIndex(
                said, name => application.RulesOf(policy, name), continues: false)));
            _index = known;
        }

        return known.Index;
    }

    private void Add(Utterance one)
    {
        // Beyond what an index takes every value counts as found, so that further texts change nothing and are not kept.
        if (_characters <= TaintIndex.MostCharacters)
        {
            _said.Add(one);
            _characters += one.Texts.Sum(static text => (long)text.Length);
        }
        else if (one.Speaker == Speaker.Call)
        {
            _said.Add(one);
        }

        _index = null;
    }
}
