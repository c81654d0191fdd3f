using Harness.Emulator.Output;

namespace Harness.Emulator.State.Block;

/// <summary>The I/O limits of a block device; 0 is no limit. Bytes and operations each have a total, or reads and writes apart.</summary>
internal sealed class IoLimits(Func<string, long> valueOf)
{
    /// <summary>The most that a limit can be, per second.</summary>
    private const long Most = 1_000_000_000_000_000;

    private static readonly string[] _rates = ["bps", "bps_rd", "bps_wr", "iops", "iops_rd", "iops_wr"];

    private readonly long[] _limits = [.. _rates.Select(valueOf)];
    private readonly long[] _bursts = [.. _rates.Select(name => valueOf($"{name}_max"))];
    private readonly long _operationSize = valueOf("iops_size");

    public static IoLimits None { get; } = new(_ => 0);

    public static IoLimits Read(MachineSection section) => new(name => section.Int(name, 0, 0, Most));

    /// <summary>Why these limits cannot be; null when they can.</summary>
    public string? WhyNot()
    {
        if (Contradict(_limits) || Contradict(_bursts))
        {
            return "bps/iops/max total values and read/write values cannot be used at the same time";
        }

        if (_limits.Concat(_bursts).Any(v => v is < 0 or > Most))
        {
            return $"bps/iops/max values must be within [0, {Most}]";
        }

        if (_operationSize < 0)
        {
            return "iops size must not be negative";
        }

        if (_operationSize > 0 && _limits[3..].All(v => v == 0))
        {
            return "iops size requires an iops value to be set";
        }

        return WhyNotBursts();
    }

    /// <summary>Writes them as members of QAPI <c>BlockDeviceInfo</c>.</summary>
    public void Write(DataWriter data)
    {
        for (int i = 0; i < _rates.Length; i++)
        {
            data.Int(_rates[i], _limits[i]);
        }

        for (int i = 0; i < _rates.Length; i++)
        {
            data.Int($"{_rates[i]}_max", _bursts[i]);
        }

        data.Int("iops_size", _operationSize);
    }

    private static bool Contradict(long[] values) => Together(values[..3]) || Together(values[3..]);

    /// <param name="values">Total, reads, writes.</param>
    private static bool Together(long[] values) => values[0] != 0 && (values[1] != 0 || values[2] != 0);

    private string? WhyNotBursts()
    {
        for (int i = 0; i < _rates.Length; i++)
        {
            if (_bursts[i] > 0 && _limits[i] == 0)
            {
                return "bps_max/iops_max require corresponding bps/iops values";
            }

            if (_bursts[i] > 0 && _bursts[i] < _limits[i])
            {
                return "bps_max/iops_max cannot be lower than bps/iops";
            }
        }

        return null;
    }
}
