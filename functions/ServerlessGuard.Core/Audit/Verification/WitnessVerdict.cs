namespace ServerlessGuard.Core.Audit.Verification;

/// <summary>Why a witness signs a checkpoint or does not (C2SP tlog-witness, add-checkpoint).</summary>
public enum WitnessVerdict
{
    Cosigned,

    /// <summary>It does not know this log.</summary>
    UnknownOrigin,

    /// <summary>The log's key did not sign it.</summary>
    Unsigned,

    /// <summary>The old size is above the checkpoint's.</summary>
    BadSize,

    /// <summary>The old size is not the one it signed last, or another root has the same size.</summary>
    Conflict,

    /// <summary>The proof does not lead from what it signed last to this checkpoint.</summary>
    Inconsistent,
}
