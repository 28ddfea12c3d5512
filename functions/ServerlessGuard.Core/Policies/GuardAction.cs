using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Policies;

/// <summary>The actions of a policy on findings of a category, from mildest to strictest: the order breaks ties.</summary>
public enum GuardAction
{
    /// <summary>Record the finding, change nothing.</summary>
    [JsonStringEnumMemberName("allow")]
    Allow,

    /// <summary>Make active markup inert but readable.</summary>
    [JsonStringEnumMemberName("neutralise")]
    Neutralise,

    /// <summary>Replace by a token that can be restored.</summary>
    [JsonStringEnumMemberName("tokenise")]
    Tokenise,

    /// <summary>Replace by an invented value of the same format.</summary>
    [JsonStringEnumMemberName("surrogate")]
    Surrogate,

    /// <summary>Replace by a keyed hash.</summary>
    [JsonStringEnumMemberName("hash")]
    Hash,

    /// <summary>Replace by a label, as <c>[email]</c>.</summary>
    [JsonStringEnumMemberName("mask")]
    Mask,

    /// <summary>Remove.</summary>
    [JsonStringEnumMemberName("drop")]
    Drop,

    /// <summary>A person decides before release.</summary>
    [JsonStringEnumMemberName("hold")]
    Hold,

    /// <summary>Refuse the whole message.</summary>
    [JsonStringEnumMemberName("block")]
    Block,
}

/// <summary>The properties of each action.</summary>
public static class GuardActions
{
    /// <summary>Whether something takes the value's place in the text, or nothing does; the value itself is gone.</summary>
    public static bool Replaces(this GuardAction action) =>
        action is GuardAction.Tokenise or GuardAction.Surrogate or GuardAction.Hash or GuardAction.Mask or GuardAction.Drop;

    /// <summary>Whether the same value gets the same replacement in a whole conversation, which takes keys that the vault keeps.</summary>
    public static bool NeedsKeys(this GuardAction action) => action is GuardAction.Tokenise or GuardAction.Surrogate or GuardAction.Hash;

    /// <summary>The action as the predicate of a sentence: "a secret <em>is masked</em>".</summary>
    public static string Sentence(this GuardAction action) => action switch
    {
        GuardAction.Allow => "is recorded and passes",
        GuardAction.Neutralise => "is made inert",
        GuardAction.Tokenise => "is replaced by a token",
        GuardAction.Surrogate => "is replaced by an invented value",
        GuardAction.Hash => "is replaced by a keyed hash",
        GuardAction.Mask => "is masked",
        GuardAction.Drop => "is removed",
        GuardAction.Hold => "is held until a person decides",
        GuardAction.Block => "blocks the whole message",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, null),
    };

    /// <summary>The same in a tier that observes, where nothing is changed.</summary>
    public static string ObservedSentence(this GuardAction action) => action switch
    {
        GuardAction.Allow => action.Sentence(),
        GuardAction.Block => "would block the whole message, and passes",
        _ => $"would be{action.Sentence()["is".Length..]}, and passes",
    };
}
