namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>What can be wrong with a pack.</summary>
public enum PackFault
{
    /// <summary>The key is none, or not the one that was expected.</summary>
    Key,

    /// <summary>The manifest is missing, unreadable or not signed by the key.</summary>
    Manifest,

    /// <summary>The countersignature is missing, or not that of the key that was asked for.</summary>
    Countersignature,

    /// <summary>A listed file is missing.</summary>
    Missing,

    /// <summary>A file that the manifest does not list.</summary>
    Unlisted,

    /// <summary>A file is not the one that was listed.</summary>
    Changed,

    /// <summary>The log's head is not signed by the key.</summary>
    Checkpoint,

    /// <summary>An entry is not proven to be in the log, or its proof is of another head.</summary>
    Proof,

    /// <summary>A fact is not what its entry says, or has none.</summary>
    Fact,

    /// <summary>A statement is not signed by who must have, or does not say what its entry says.</summary>
    Statement,

    /// <summary>The controls or the facts cannot be read.</summary>
    Unreadable,

    /// <summary>A control's status is not the one that the facts give.</summary>
    Status,

    /// <summary>A file is not what the facts give.</summary>
    Derived,
}
