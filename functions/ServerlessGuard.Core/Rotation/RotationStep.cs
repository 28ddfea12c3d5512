using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Rotation;

/// <summary>The state of a rotation: the step to do next.</summary>
public enum RotationStep
{
    /// <summary>A leak waits for an approval, which the policy requires.</summary>
    [JsonStringEnumMemberName("confirm")]
    Confirm,

    /// <summary>Find which slot the vault's key is in.</summary>
    [JsonStringEnumMemberName("prepare")]
    Prepare,

    /// <summary>Replace the key of the slot that nobody uses.</summary>
    [JsonStringEnumMemberName("regenerate")]
    Regenerate,

    /// <summary>Call with the new key until it works.</summary>
    [JsonStringEnumMemberName("probe")]
    Probe,

    /// <summary>Make the new key the vault's current version.</summary>
    [JsonStringEnumMemberName("promote")]
    Promote,

    /// <summary>Both keys work, while consumers change over.</summary>
    [JsonStringEnumMemberName("overlap")]
    Overlap,

    /// <summary>Replace the old key's slot, after the new key was accepted once more.</summary>
    [JsonStringEnumMemberName("revoke")]
    Revoke,

    /// <summary>Call with the old key until it is refused.</summary>
    [JsonStringEnumMemberName("prove")]
    Prove,

    /// <summary>Put the old key back into the vault: the new one stopped working.</summary>
    [JsonStringEnumMemberName("restore")]
    Restore,

    [JsonStringEnumMemberName("done")]
    Done,

    /// <summary>Given up; an alert was raised. The sweep begins again at <see cref="Rotation.NotBefore"/>.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Somebody else changed the secret meanwhile; their version stands.</summary>
    [JsonStringEnumMemberName("superseded")]
    Superseded,
}
