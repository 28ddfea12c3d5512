namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>The faults that a verification can find in a pack.</summary>
public enum PackFault
{
    /// <summary>The key is missing or not the expected one.</summary>
    Key,

    /// <summary>The manifest is missing, unreadable or not signed by the key.</summary>
    Manifest,

    /// <summary>The countersignature is missing or not one of the expected key.</summary>
    Countersignature,

    /// <summary>A listed file is missing.</summary>
    Missing,

    /// <summary>A file that the manifest does not list.</summary>
    Unlisted,

    /// <summary>A file differs from the one that the manifest lists.</summary>
    Changed,

    /// <summary>The key did not sign the checkpoint of the log.</summary>
    Checkpoint,

    /// <summary>The expected witness did not sign the checkpoint.</summary>
    Witness,

    /// <summary>No proof shows that the log includes an entry, or the proof is for another checkpoint.</summary>
    Proof,

    /// <summary>A fact differs from its entry or has no entry.</summary>
    Fact,

    /// <summary>The expected signer did not sign a statement, or the statement differs from its entry.</summary>
    Statement,

    /// <summary>The controls or the facts cannot be read.</summary>
    Unreadable,

    /// <summary>The stated status of a control differs from the one that follows from the facts.</summary>
    Status,

    /// <summary>A file differs from the one that follows from the facts.</summary>
    Derived,
}
