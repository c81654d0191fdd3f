using System.Diagnostics;

namespace Harness.Session;

/// <summary>The error classes that the protocol names; everything else is <see cref="GenericError"/>.</summary>
public enum ErrorClass
{
    GenericError,
    CommandNotFound,
    DeviceEncrypted,
    DeviceNotActive,
    DeviceNotFound,
    KvmMissingCap,
}

public static class ErrorClasses
{
    /// <summary>The class as it stands on the wire.</summary>
    public static string WireName(this ErrorClass errorClass) => errorClass switch
    {
        ErrorClass.GenericError => "GenericError",
        ErrorClass.CommandNotFound => "CommandNotFound",
        ErrorClass.DeviceEncrypted => "DeviceEncrypted",
        ErrorClass.DeviceNotActive => "DeviceNotActive",
        ErrorClass.DeviceNotFound => "DeviceNotFound",
        ErrorClass.KvmMissingCap => "KVMMissingCap",
        _ => throw new UnreachableException(errorClass.ToString()),
    };
}
