namespace ServerlessGuard.Core.Policies;

/// <summary>What a policy does about findings of a category, from mildest to strictest: the order breaks ties.</summary>
public enum GuardAction
{
    /// <summary>Record the finding, change nothing.</summary>
    Allow,

    /// <summary>Make active markup inert but readable.</summary>
    Neutralise,

    /// <summary>Replace by a stand-in that can be restored.</summary>
    Tokenise,

    /// <summary>Replace by an invented value of the same format.</summary>
    Surrogate,

    /// <summary>Replace by a keyed hash.</summary>
    Hash,

    /// <summary>Replace by a label, as <c>[email]</c>.</summary>
    Mask,

    /// <summary>Remove.</summary>
    Drop,

    /// <summary>A person decides before release.</summary>
    Hold,

    /// <summary>Refuse the whole message.</summary>
    Block,
}
